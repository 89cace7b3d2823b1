package dev.reeve.plugin.forward.loki;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reeve.supervisor.api.control.LogLine;
import dev.reeve.supervisor.api.spi.LogForwarder;
import dev.reeve.supervisor.testkit.FakePlanContext;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPInputStream;

/// Against a server that looks at what it gets as Loki does.
@Timeout(30)
class LokiForwardTest {
    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00.000000123Z");

    @TempDir Path folder;
    private final List<String> got = new CopyOnWriteArrayList<>();
    private final List<Integer> answers = new CopyOnWriteArrayList<>();
    private @Nullable ServerSocket server;
    private String url = "";

    @BeforeEach
    void serve() throws IOException {
        var open = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(() -> takeAll(open));
        server = open;
        url = "http://127.0.0.1:" + open.getLocalPort();
    }

    @AfterEach
    void close() throws IOException {
        if (server != null) {
            server.close();
        }
    }

    private void takeAll(ServerSocket open) {
        while (!open.isClosed()) {
            try (Socket client = open.accept()) {
                take(client);
            } catch (IOException gone) {
                // The next one, or none.
            }
        }
    }

    private void take(Socket client) throws IOException {
        var in = new DataInputStream(client.getInputStream());
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.readUnsignedByte());
        }
        byte[] body = in.readNBytes(Integer.parseInt(header(head, "Content-Length")));
        var gzip = new GZIPInputStream(new ByteArrayInputStream(body));
        got.add(
                "%s %s %s %s %s"
                        .formatted(
                                head.substring(0, head.indexOf(" HTTP/1.1")),
                                header(head, "Content-Type"),
                                header(head, "X-Scope-OrgID"),
                                header(head, "Authorization"),
                                new String(gzip.readAllBytes(), StandardCharsets.UTF_8)));
        int status = answers.isEmpty() ? 204 : answers.removeFirst();
        String text = status == 204 ? "" : "because\n";
        client.getOutputStream()
                .write(
                        "HTTP/1.1 %d x\r\nConnection: close\r\n%s\r\n%s"
                                .formatted(
                                        status, text.isEmpty() ? "" : "Content-Length: 8\r\n", text)
                                .getBytes(StandardCharsets.UTF_8));
    }

    private static String header(StringBuilder head, String name) {
        return head.toString()
                .lines()
                .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst()
                .orElse("null");
    }

    private LogForwarder forwarder(
            Map<String, String> labels, @Nullable String tenant, @Nullable Path token) {
        var options =
                new LokiForward.Options(
                        URI.create(url),
                        labels,
                        Optional.ofNullable(tenant),
                        Optional.ofNullable(token));
        return new LokiForward().create(options, new FakePlanContext("web", folder));
    }

    private static LogLine line(String service, String stream, String text) {
        return new LogLine(service, 1, stream, NOW, text);
    }

    @Test
    void linesGoByServiceAndStreamWithTheirTimes() throws Exception {
        try (var forwarder = forwarder(Map.of("env", "test"), null, null)) {
            forwarder.forward(
                    List.of(
                            line("web", "stdout", "a"),
                            line("db", "stderr", "b"),
                            line("web", "stdout", "c")));
        }
        assertEquals(
                List.of(
                        "POST /loki/api/v1/push application/json null null {\"streams\":["
                            + "{\"stream\":{\"env\":\"test\",\"service\":\"web\",\"stream\":\"stdout\"},"
                            + "\"values\":[[\"1769860800000000123\",\"a\"],[\"1769860800000000123\",\"c\"]]},"
                            + "{\"stream\":{\"env\":\"test\",\"service\":\"db\",\"stream\":\"stderr\"},"
                            + "\"values\":[[\"1769860800000000123\",\"b\"]]}]}"),
                got);
    }

    @Test
    void anyTextIsJson() throws Exception {
        try (var forwarder = forwarder(Map.of(), null, null)) {
            forwarder.forward(List.of(line("web", "stdout", "\"\\\u001b[0m\t\ud800 ü 😀")));
        }
        assertTrue(
                got.getFirst().contains("\"\\\"\\\\\\u001b[0m\\u0009\\ufffd ü 😀\""),
                got.getFirst());
    }

    @Test
    void tenantAndTokenAreShown() throws Exception {
        Files.writeString(folder.resolve("token"), "sesame\n");
        try (var forwarder = forwarder(Map.of(), "shop", Path.of("token"))) {
            forwarder.forward(List.of(line("web", "stdout", "a")));
        }
        assertTrue(got.getFirst().contains(" shop Bearer sesame "), got.getFirst());
    }

    @Test
    void whatTheServerIsTooBusyForCanBeTriedAgain() throws Exception {
        answers.addAll(List.of(429, 503, 204));
        List<LogLine> lines = List.of(line("web", "stdout", "a"));
        try (var forwarder = forwarder(Map.of(), null, null)) {
            var busy = assertThrows(IOException.class, () -> forwarder.forward(lines));
            assertTrue(String.valueOf(busy.getMessage()).endsWith("push: 429 because"));
            assertThrows(IOException.class, () -> forwarder.forward(lines));
            forwarder.forward(lines);
        }
        assertEquals(3, got.size());
    }

    @Test
    void whatTheServerRefusesForGoodIsNotTriedAgain() throws Exception {
        answers.add(400);
        try (var forwarder = forwarder(Map.of(), null, null)) {
            forwarder.forward(List.of(line("web", "stdout", "too old")));
        }
        assertEquals(1, got.size());
    }

    @Test
    void whereNobodyListensTheLinesCanBeTriedAgain() throws Exception {
        close();
        try (var forwarder = forwarder(Map.of(), null, null)) {
            assertThrows(
                    IOException.class,
                    () -> forwarder.forward(List.of(line("web", "stdout", "a"))));
        }
    }

    @Test
    void aWrongAddressOrLabelIsAMistake() {
        url = "localhost:3100";
        assertThrows(IllegalArgumentException.class, () -> forwarder(Map.of(), null, null));
        url = "http://localhost:3100";
        assertThrows(
                IllegalArgumentException.class, () -> forwarder(Map.of("a-b", "c"), null, null));
    }
}
