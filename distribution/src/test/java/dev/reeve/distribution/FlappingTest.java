package dev.reeve.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/// Many sessions to one server that comes and goes. With `-Dreeve.long=true` a thousand of them,
/// for five minutes.
class FlappingTest {
    private static final boolean LONG = Boolean.getBoolean("reeve.long");
    private static final int SESSIONS = LONG ? 1_000 : 100;
    private static final int TURNS = LONG ? 300 : 3;
    private static final int RETRIES = 3;

    /// Answers every request well, or with 503.
    private static final class Server implements AutoCloseable {
        private final ServerSocket socket =
                new ServerSocket(0, 1_000, InetAddress.getLoopbackAddress());
        private volatile boolean well = true;

        Server() throws IOException {
            Thread.ofVirtual()
                    .start(
                            () -> {
                                try {
                                    while (true) {
                                        Socket one = socket.accept();
                                        Thread.ofVirtual().start(() -> serve(one));
                                    }
                                } catch (IOException closed) {
                                    // The test is over.
                                }
                            });
        }

        private void serve(Socket one) {
            try (one) {
                var in = one.getInputStream();
                int lines = 0;
                for (int next = in.read(); next >= 0; next = in.read()) {
                    lines = next == '\n' ? lines + 1 : next == '\r' ? lines : 0;
                    if (lines == 2) {
                        lines = 0;
                        String status = well ? "200 Well" : "503 Ill";
                        String answer = "HTTP/1.1 " + status + "\r\nContent-Length: 0\r\n\r\n";
                        one.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
                    }
                }
            } catch (IOException gone) {
                // So is the client.
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    /// What a process holds.
    private record Held(int threads, int sockets) {
        static Held of(long pid) throws IOException {
            int threads = 0;
            int sockets = 0;
            try (var tasks = Files.list(Path.of("/proc/" + pid + "/task"))) {
                threads = (int) tasks.count();
            }
            try (var descriptors = Files.list(Path.of("/proc/" + pid + "/fd"))) {
                for (Path one : descriptors.toList()) {
                    sockets += isSocket(one) ? 1 : 0;
                }
            }
            return new Held(threads, sockets);
        }

        private static boolean isSocket(Path descriptor) {
            try {
                return Files.readSymbolicLink(descriptor).toString().startsWith("socket:");
            } catch (IOException closedMeanwhile) {
                return false;
            }
        }
    }

    @Test
    void fewAreTriedAgainAtOneTimeAllComeBackAndNothingIsLeft() throws Exception {
        try (var server = new Server();
                var household = new Household()) {
            household.file("reeve.yaml", manifest(server.socket.getLocalPort()));
            var up = household.up();
            household.await("all are there", () -> connected(household) == SESSIONS);
            Held before = Held.of(up.pid());
            for (int turn = 0; turn < TURNS; turn++) {
                server.well = false;
                TimeUnit.MILLISECONDS.sleep(600);
                server.well = true;
                TimeUnit.MILLISECONDS.sleep(400);
            }
            household.await("all are there again", () -> connected(household) == SESSIONS);
            List<Map<String, Object>> events = household.control().events();
            assertTrue(mostTriedAgain(events) <= RETRIES, "too many were tried at one time");
            assertTrue(lost(events) > SESSIONS / 2, "few were lost: the server has not flapped");
            Held after = Held.of(up.pid());
            // A few of carriers and pools, and none for each of the many openings.
            assertTrue(after.threads() <= before.threads() + 30, before + " and then " + after);
            // The client keeps a connection for each look that was made at one time, and no other.
            assertTrue(after.sockets() <= SESSIONS + 30, before + " and then " + after);
            assertEquals(0, up.toHandle().children().count());
            household.reeve("down").expecting(0);
            assertEquals(0, household.ended(up));
            household.assertNothingLeft();
        }
    }

    private static String manifest(int port) {
        var text = new StringBuilder();
        text.append("max_concurrent_retries: ").append(RETRIES).append('\n');
        text.append("history: {events: 1000000}\n");
        text.append("defaults: {restart: {policy: always, max_attempts: -1,");
        text.append(" backoff: {initial: 100ms, max: 500ms}}}\n");
        text.append("services:\n");
        for (int i = 0; i < SESSIONS; i++) {
            text.append("  s%d: {kind: session, backend: http,".formatted(i));
            text.append(" health: {interval: 500ms, failures: 1},");
            text.append(" config: {url: \"http://127.0.0.1:%d/\"}}%n".formatted(port));
        }
        return text.toString();
    }

    private static long connected(Household household) throws Exception {
        return household.control().services().stream()
                .filter(service -> "connected".equals(service.get("status")))
                .count();
    }

    private static long lost(List<Map<String, Object>> events) {
        Set<Object> lost = new HashSet<>();
        events.stream()
                .filter(event -> "liveness".equals(event.get("type")))
                .filter(event -> "offline".equals(data(event).get("to")))
                .forEach(event -> lost.add(event.get("service")));
        return lost.size();
    }

    /// How many were being opened again at one time at most.
    private static int mostTriedAgain(List<Map<String, Object>> events) {
        Set<Object> lost = new HashSet<>();
        Set<Object> tried = new HashSet<>();
        int most = 0;
        for (Map<String, Object> event : events) {
            if ("state".equals(event.get("type"))) {
                Object service = event.get("service");
                switch (String.valueOf(data(event).get("to"))) {
                    case "starting" -> {
                        if (lost.contains(service)) {
                            tried.add(service);
                        }
                    }
                    case "backoff" -> {
                        tried.remove(service);
                        lost.add(service);
                    }
                    default -> tried.remove(service);
                }
                most = Math.max(most, tried.size());
            }
        }
        return most;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> data(Map<String, Object> event) {
        return (Map<String, Object>) event.getOrDefault("data", new HashMap<>());
    }
}
