package dev.reeve.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/// What a service of the zip prints reaches a syslog and a Loki, both played by the test.
class ForwardersTest {
    private static final Pattern MESSAGE =
            Pattern.compile(
                    "<(\\d+)>1 \\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z \\S+ talker (\\d+) (\\S+) - (.*)");

    @Test
    void linesReachSyslogAndLokiAndTheFileHasThemToo() throws Exception {
        try (var syslog = new DatagramSocket(0, InetAddress.getLoopbackAddress());
                var loki = new Loki();
                var household =
                        new Household(
                                Map.of(
                                        "SYSLOG", Integer.toString(syslog.getLocalPort()),
                                        "LOKI", Integer.toString(loki.port())))) {
            syslog.setSoTimeout(20_000);
            household.file(
                    "reeve.yaml",
                    """
                    services:
                      talker:
                        command: [sh, -c, "echo one; echo two >&2; echo three; exec sleep 1000"]
                        logs:
                          forward:
                            - syslog: {address: "udp://127.0.0.1:${SYSLOG}", facility: local3}
                            - loki: {url: "http://127.0.0.1:${LOKI}", labels: {host: here}}
                      silent:
                        command: [sh, -c, "echo nobody hears me; exec sleep 1000"]
                    """);
            var up = household.up();
            assertEquals(
                    List.of("158 1 stdout one", "155 1 stderr two", "158 1 stdout three"),
                    inOrder(messages(syslog, 3)));
            household.await("Loki has three lines", () -> loki.lines() == 3);
            var pushed = String.join("\n", loki.bodies);
            for (var part :
                    List.of(
                            "\"one\"",
                            "\"two\"",
                            "\"three\"",
                            "\"service\":\"talker\"",
                            "\"stream\":\"stderr\"",
                            "\"host\":\"here\"")) {
                assertTrue(pushed.contains(part), pushed);
            }
            assertTrue(!pushed.contains("nobody hears me"), pushed);
            var kept = household.reeve("logs", "talker").expecting(0).out();
            assertEquals(3, kept.lines().count(), kept);
            household.reeve("down").expecting(0);
            assertEquals(0, household.ended(up));
            household.assertNothingLeft();
        }
    }

    @Test
    void whatABusyLokiDidNotTakeIsPushedAgain() throws Exception {
        try (var loki = new Loki();
                var household = new Household(Map.of("LOKI", Integer.toString(loki.port())))) {
            loki.refuses = 1;
            household.file(
                    "reeve.yaml",
                    """
                    services:
                      talker:
                        command: [sh, -c, "echo once; exec sleep 1000"]
                        logs: {forward: [{loki: {url: "http://127.0.0.1:${LOKI}"}}]}
                    """);
            var up = household.up();
            household.await("Loki has the line", () -> loki.lines() == 1);
            assertTrue(
                    household.said().contains("log forwarder loki failed: cannot push to "),
                    household.said());
            household.reeve("down").expecting(0);
            assertEquals(0, household.ended(up));
            household.assertNothingLeft();
        }
    }

    private static List<String> messages(DatagramSocket syslog, int count) throws IOException {
        var messages = new ArrayList<String>();
        while (messages.size() < count) {
            var packet = new DatagramPacket(new byte[2048], 2048);
            syslog.receive(packet);
            var text = new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
            var message = MESSAGE.matcher(text);
            assertTrue(message.matches(), text);
            messages.add(
                    "%s %s %s %s"
                            .formatted(
                                    message.group(1),
                                    message.group(2),
                                    message.group(3),
                                    message.group(4)));
        }
        return messages;
    }

    /// Each stream is in order; between two streams nobody promises one.
    private static List<String> inOrder(List<String> messages) {
        var sorted = new ArrayList<>(messages);
        sorted.removeIf(message -> message.contains(" stderr "));
        var errors = messages.stream().filter(message -> message.contains(" stderr ")).toList();
        sorted.addAll(Math.min(1, sorted.size()), errors);
        return sorted;
    }

    /// Takes pushes as Loki does.
    private static final class Loki implements AutoCloseable {
        private final HttpServer server;
        private final List<String> bodies = new CopyOnWriteArrayList<>();
        private volatile int refuses;

        Loki() throws IOException {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/loki/api/v1/push", this::push);
            server.start();
        }

        int port() {
            return server.getAddress().getPort();
        }

        /// How many it has got: each is a pair of time and text.
        long lines() {
            return bodies.stream()
                    .mapToLong(
                            body ->
                                    Pattern.compile("\\[\"\\d{19}\",")
                                            .matcher(body)
                                            .results()
                                            .count())
                    .sum();
        }

        private void push(HttpExchange exchange) throws IOException {
            try (exchange;
                    var body = new GZIPInputStream(exchange.getRequestBody())) {
                var text = new String(body.readAllBytes(), StandardCharsets.UTF_8);
                if (refuses > 0) {
                    refuses = refuses - 1;
                    exchange.sendResponseHeaders(429, -1);
                } else {
                    bodies.add(text);
                    exchange.sendResponseHeaders(204, -1);
                }
            }
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }
}
