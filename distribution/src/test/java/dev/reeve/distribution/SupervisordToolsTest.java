package dev.reeve.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Debian's own `supervisorctl` and the exporters that read supervisord, unchanged; and
/// process-pilot's protocol.
class SupervisordToolsTest {
    private static final String MANIFEST =
            """
            name: tools
            control:
              - unix
              - {xmlrpc: {path: s.sock}}
              - {xmlrpc: {listen: "127.0.0.1:${GUARDED}", username: me, password_file: secret}}
              - {xmlrpc: {listen: "127.0.0.1:${OPEN}"}}
              - {tcp: {listen: "127.0.0.1:${PILOT}"}}
            services:
              web:
                command: [sh, -c, 'echo hello; echo trouble >&2; trap "echo got USR1" USR1; while :; do sleep 0.05; done']
                stop: {timeout: 2s}
              job: {command: ["true"], restart: never}
              off: {command: [sleep, "1000"], autostart: false}
            """;

    private final Map<String, String> ports =
            Map.of(
                    "GUARDED", Integer.toString(Household.freePort()),
                    "OPEN", Integer.toString(Household.freePort()),
                    "PILOT", Integer.toString(Household.freePort()));

    SupervisordToolsTest() throws IOException {}

    @Test
    void supervisorctlSeesAndSteersOverASocket() throws Exception {
        Programs.assumeThere("supervisorctl");
        try (var household = household()) {
            var up = household.up();
            household.awaitPhase("web", "running");
            household.awaitPhase("job", "stopped");
            new Story(household, List.of("-s", "unix://" + household.folder() + "/s.sock")).tell();
            end(household, up);
        }
    }

    @Test
    void supervisorctlSeesAndSteersOverTcpWithAPassword() throws Exception {
        Programs.assumeThere("supervisorctl");
        try (var household = household()) {
            var up = household.up();
            household.awaitPhase("web", "running");
            household.awaitPhase("job", "stopped");
            var url = List.of("-s", "http://127.0.0.1:" + ports.get("GUARDED"));
            var wrong = new Story(household, with(url, "-u", "me", "-p", "nuts"));
            assertTrue(wrong.say("status").contains("Server requires authentication"));
            new Story(household, with(url, "-u", "me", "-p", "sesame")).tell();
            end(household, up);
        }
    }

    @Test
    void supervisorctlTakesAChangedManifestAndEndsTheSupervisor() throws Exception {
        Programs.assumeThere("supervisorctl");
        try (var household = household()) {
            var up = household.up();
            household.awaitPhase("web", "running");
            household.awaitPhase("job", "stopped");
            long web = Household.pid(household.control().service("web"));
            var story =
                    new Story(household, List.of("-s", "unix://" + household.folder() + "/s.sock"));
            assertEquals("No config updates to processes\n", story.say("reread"));
            household.file(
                    "reeve.yaml",
                    MANIFEST.replace("  job: {command: [\"true\"], restart: never}\n", "")
                                    .replace("[sleep, \"1000\"]", "[sleep, \"1001\"]")
                            + "  more: {command: [sleep, \"1002\"]}\n");
            assertEquals("job: disappeared\nmore: available\noff: changed\n", story.say("reread"));
            assertEquals(
                    """
                    job: stopped
                    job: removed process group
                    off: stopped
                    off: updated process group
                    more: added process group
                    """,
                    story.say("update"));
            household.awaitPhase("more", "running");
            assertEquals(web, Household.pid(household.control().service("web")), "it ran on");
            household.file("reeve.yaml", "services: {web: {comand: x}}\n");
            assertTrue(story.say("reread").startsWith("ERROR: CANT_REREAD: reeve.yaml:1:"));

            assertEquals("Shut down\n", story.say("shutdown"));
            assertEquals(0, household.ended(up));
            household.assertNothingLeft();
        }
    }

    @Test
    void theNodeExporterShowsEveryService() throws Exception {
        Programs.assumeThere("prometheus-node-exporter");
        int port = Household.freePort();
        try (var household = household()) {
            var up = household.up();
            household.awaitPhase("web", "running");
            household.awaitPhase("job", "stopped");
            var exporter =
                    new ProcessBuilder(
                                    Programs.find("prometheus-node-exporter")
                                            .orElseThrow()
                                            .toString(),
                                    "--collector.disable-defaults",
                                    "--collector.supervisord",
                                    "--collector.supervisord.url=http://localhost:"
                                            + ports.get("OPEN")
                                            + "/RPC2",
                                    "--web.listen-address=127.0.0.1:" + port)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            try (var client = HttpClient.newHttpClient()) {
                var request =
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics"))
                                .build();
                var metrics =
                        household.await(
                                "the exporter answers",
                                () -> client.send(request, BodyHandlers.ofString()).body());
                for (var state : List.of("job\"} 100", "off\"} 0", "web\"} 20")) {
                    assertTrue(
                            metrics.lines()
                                    .anyMatch(
                                            line ->
                                                    line.startsWith("node_supervisord_state{")
                                                            && line.endsWith("name=\"" + state)),
                            () -> state + " is not in " + metrics);
                }
            } finally {
                exporter.destroyForcibly().waitFor();
            }
            end(household, up);
        }
    }

    @Test
    void aManifestOfProcessPilotHasItsControlServer() throws Exception {
        try (var household = household();
                var busy = new Socket()) {
            var up = household.up();
            long first = Household.pid(household.awaitPhase("web", "running"));
            int port = Integer.parseInt(ports.getOrDefault("PILOT", ""));
            busy.connect(new InetSocketAddress("127.0.0.1", port));
            assertEquals(
                    "{\"status\":\"success\",\"message\":\"web is running\"}",
                    pilot(port, "{\"action\":\"restart\",\"processes\":[\"web\"]}"));
            assertNotEquals(first, Household.pid(household.control().service("web")));
            end(household, up);
        }
    }

    /// What `supervisorctl` is told about the three services, one command after the other.
    private record Story(Household household, List<String> address) {
        void tell() throws Exception {
            var status = say("status");
            assertTrue(status.matches("(?s)job +EXITED .*\noff +STOPPED +Not started\n.*"));
            assertTrue(status.matches("(?s).*web +RUNNING +pid \\d+, uptime 0:00:\\d\\d\n"));
            assertEquals("off: started\n", say("start", "off"));
            assertEquals("off: ERROR (already started)\n", say("start", "off"));
            assertEquals("off: stopped\n", say("stop", "off"));
            assertEquals("off: ERROR (not running)\n", say("stop", "off"));
            assertEquals("nix: ERROR (no such process)\n", say("start", "nix"));
            assertEquals("job: started\n", say("start", "job"));
            logs();
            assertEquals(
                    Household.pid(household.control().service("web")) + "\n", say("pid", "web"));
            assertTrue(say("avail").matches("(?s)job +in use +auto .*off +in use +manual .*"));
            assertTrue(say("maintail").contains(" INFO web: running, "));
            assertEquals("web: cleared\n", say("clear", "web"));
            assertEquals("\n", say("tail", "web"));
        }

        private void logs() throws Exception {
            assertTrue(say("tail", "web").startsWith("hello\n"));
            assertEquals("trouble\n\n", say("tail", "web", "stderr"));
            var file = household.folder().resolve("followed");
            var tail = follow(file, "tail", "-f", "web");
            try {
                household.await("the tail comes", () -> Files.readString(file).contains("hello"));
                assertEquals("web: signalled\n", say("signal", "USR1", "web"));
                household.await("and goes on", () -> Files.readString(file).contains("got USR1"));
                assertEquals("web: stopped\nweb: started\n", say("restart", "web"));
                household.await(
                        "over a restart",
                        () -> Files.readString(file).split("hello", -1).length == 3);
            } finally {
                tail.destroyForcibly().waitFor();
            }
            assertEquals("web: ERROR (bad signal name)\n", say("signal", "NIX", "web"));
        }

        String say(String... words) throws Exception {
            return household.run(command(words)).out();
        }

        private Process follow(Path file, String... words) throws IOException {
            return new ProcessBuilder(command(words))
                    .redirectErrorStream(true)
                    .redirectOutput(file.toFile())
                    .start();
        }

        private List<String> command(String... words) {
            var command = new ArrayList<>(List.of("env", "LANG=C.UTF-8", "supervisorctl"));
            command.addAll(address);
            command.addAll(List.of(words));
            return command;
        }
    }

    private static List<String> with(List<String> some, String... more) {
        var all = new ArrayList<>(some);
        all.addAll(List.of(more));
        return all;
    }

    private static String pilot(int port, String request) throws IOException {
        try (var socket = new Socket("127.0.0.1", port)) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .strip();
        }
    }

    private Household household() throws IOException {
        var household = new Household(ports);
        household.file("secret", "sesame\n");
        household.file("reeve.yaml", MANIFEST);
        return household;
    }

    private static void end(Household household, Process up) throws Exception {
        household.reeve("down").expecting(0);
        assertEquals(0, household.ended(up));
        household.assertNothingLeft();
    }
}
