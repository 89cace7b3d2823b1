package dev.reeve.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/// The plugins in Java in `examples/plugins` of the zip: built from what the zip brings, with their
/// tests, and used with their manifests.
class GalleryTest {
    private static Newcomer newcomer;

    /// Each is a build of its own; one Maven that knows of all of them is only faster.
    @BeforeAll
    static void buildAll() throws Exception {
        newcomer = new Newcomer();
        newcomer.hasReadTheManual();
        Folders.copy(Unzipped.folder().resolve("examples/plugins"), newcomer.folder());
        var modules = new StringBuilder();
        all().forEach(name -> modules.append("<module>" + name + "</module>"));
        Files.writeString(
                newcomer.folder().resolve("pom.xml"),
                """
                <project>
                  <modelVersion>4.0.0</modelVersion>
                  <groupId>org.example</groupId>
                  <artifactId>gallery</artifactId>
                  <version>1</version>
                  <packaging>pom</packaging>
                  <modules>%s</modules>
                </project>
                """
                        .formatted(modules));
        newcomer.types("mvn -q -B package -Dsurefire.rerunFailingTestsCount=1", newcomer.folder());
    }

    @AfterAll
    static void leave() {
        if (newcomer != null) {
            newcomer.close();
        }
    }

    @Test
    void eachHasATestAndAPageOfItsOwn() throws Exception {
        assertEquals(List.of("control-line", "hook-webhook", "ready-jdbc", "stats-influx"), all());
        for (var name : all()) {
            var folder = newcomer.folder().resolve(name);
            try (Stream<Path> reports = Files.list(folder.resolve("target/surefire-reports"))) {
                assertTrue(reports.anyMatch(file -> file.toString().endsWith(".xml")), name);
            }
            assertTrue(Files.readString(folder.resolve("README.md")).startsWith("# " + name));
        }
    }

    @Test
    void aDatabaseIsReadyWhenItAnswers() throws Exception {
        var programs = Programs.postgresql();
        Assumptions.assumeTrue(programs.isPresent(), "skipped: there is no PostgreSQL here");
        var port = Integer.toString(Household.freePort());
        try (var household = with("ready-jdbc", Map.of("PORT", port))) {
            var manifest = household.folder().resolve("reeve.yaml");
            var text = Files.readString(manifest);
            Files.writeString(manifest, text.replace("pg_database", "ships"));
            var up = household.up();
            household.await(
                    "the database is asked",
                    () -> logged(household, "relation \"ships\" does not exist"));
            assertEquals("starting", household.control().service("db").get("phase"));
            assertEquals("waiting", household.control().service("visitor").get("phase"));

            var psql = programs.get().resolve("psql").toString();
            var create = "create table ships as select 1";
            household
                    .run(
                            List.of(
                                    psql,
                                    "-h",
                                    "127.0.0.1",
                                    "-p",
                                    port,
                                    "-U",
                                    "postgres",
                                    "-c",
                                    create))
                    .expecting(0);
            household.awaitPhase("visitor", "running");
            end(household, up);
        }
    }

    @Test
    void aWebServerIsToldWhatBecomesOfAService() throws Exception {
        var posted = new CopyOnWriteArrayList<String>();
        var server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/hook",
                exchange -> {
                    try (exchange) {
                        var body = exchange.getRequestBody().readAllBytes();
                        posted.add(new String(body, StandardCharsets.UTF_8));
                        exchange.sendResponseHeaders(200, -1);
                    }
                });
        server.start();
        var url = "http://127.0.0.1:" + server.getAddress().getPort() + "/hook";
        try (var household = with("hook-webhook", Map.of("WEBHOOK_URL", url))) {
            var up = household.up();
            household.awaitPhase("web", "running");
            household.await("the start is posted", () -> posted.size() == 1);
            long pid = Household.pid(household.control().service("web"));
            assertEquals(
                    "{\"text\":\"web is ready (run"
                        + " 1)\",\"service\":\"web\",\"moment\":\"post_start\",\"run\":1,\"pid\":"
                            + pid
                            + "}",
                    posted.getFirst());
            household.reeve("restart", "web").expecting(0);
            household.await(
                    "the restart is posted",
                    () -> posted.getLast().contains("web was restarted (run 2)"));
            end(household, up);
            assertTrue(posted.getLast().contains("\"moment\":\"on_shutdown\""), posted.toString());
        } finally {
            server.stop(0);
        }
    }

    @Test
    void aTimeSeriesDatabaseGetsTheSamples() throws Exception {
        try (var database = new DatagramSocket(0, InetAddress.getLoopbackAddress());
                var household =
                        with(
                                "stats-influx",
                                Map.of("PORT", Integer.toString(database.getLocalPort())))) {
            database.setSoTimeout(20_000);
            var up = household.up();
            for (int sample = 0; sample < 2; sample++) {
                var packet = new DatagramPacket(new byte[2000], 2000);
                database.receive(packet);
                var line =
                        new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
                assertTrue(
                        line.matches(
                                "reeve,service=web run=1i,.*memory_bytes=[1-9]\\d*i,.* \\d{19}\n"),
                        line);
            }
            end(household, up);
        }
    }

    @Test
    void aLineRestartsAService() throws Exception {
        try (var household = with("control-line", Map.of())) {
            var up = household.up();
            var before = household.awaitPhase("web", "running");
            assertEquals("web running\nok 1 services\n", line(household, "status\n"));
            assertEquals("ok web is running\n", line(household, "restart web\n"));
            assertNotEquals(
                    Household.pid(before), Household.pid(household.control().service("web")));
            var unknown = line(household, "restart wbe\n");
            assertEquals("error: no service is called `wbe`\n", unknown);
            end(household, up);
        }
    }

    private static List<String> all() throws IOException {
        try (Stream<Path> files = Files.list(Unzipped.folder().resolve("examples/plugins"))) {
            return files.filter(file -> Files.exists(file.resolve("pom.xml")))
                    .map(file -> file.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    /// A household with the example's own files, and its JAR where it is to be dropped.
    private static Household with(String name, Map<String, String> variables) throws IOException {
        var household = new Household(variables);
        Folders.copy(
                Unzipped.folder().resolve("examples/plugins").resolve(name), household.folder());
        Files.createDirectories(household.folder().resolve("plugins"));
        var jar = name + "-1.0.0.jar";
        Files.copy(
                newcomer.folder().resolve(name).resolve("target").resolve(jar),
                household.folder().resolve("plugins").resolve(jar));
        return household;
    }

    private static boolean logged(Household household, String text) throws Exception {
        return household.reeve("logs", "db").out().contains(text);
    }

    private static String line(Household household, String line) throws IOException {
        var socket = household.folder().resolve(".reeve/line.sock");
        try (var client = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            Channels.newOutputStream(client).write(line.getBytes(StandardCharsets.UTF_8));
            client.shutdownOutput();
            return new String(
                    Channels.newInputStream(client).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void end(Household household, Process up) throws Exception {
        household.reeve("down").expecting(0);
        assertEquals(0, household.ended(up));
        household.assertNothingLeft();
    }
}
