package dev.reeve.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// The health of Debian's redis, and of servers that never answer.
class HealthTest {
    @Test
    void aServerThatHangsIsRestartedOrOnlyMarked() throws Exception {
        Programs.assumeThere("redis-server", "redis-cli");
        var ports =
                Map.of(
                        "A", Integer.toString(Household.freePort()),
                        "B", Integer.toString(Household.freePort()));
        try (var household = new Household(ports)) {
            household.file(
                    "reeve.yaml",
                    """
                    defaults: {restart: {policy: always, backoff: {initial: 100ms}}, stop: {timeout: 1s}}
                    services:
                      restarted:
                        command: [redis-server, --port, "${A}"]
                        ready: {tcp: {port: "${A}"}}
                        health: {exec: {command: "redis-cli -p ${A} ping"}, interval: 200ms, timeout: 1s, failures: 2}
                      marked:
                        command: [redis-server, --port, "${B}"]
                        ready: {tcp: {port: "${B}"}}
                        health: {exec: {command: "redis-cli -p ${B} ping"}, interval: 200ms, timeout: 1s, failures: 2, on_unhealthy: mark}
                      port:
                        command: [sleep, "1000"]
                        depends_on: {restarted: {condition: healthy}}
                    """);
            var up = household.up();
            for (var name : List.of("restarted", "marked")) {
                awaitHealth(household, name, "healthy");
            }
            household.awaitPhase("port", "running");
            long marked = Household.pid(household.control().service("marked"));
            Processes.signal("STOP", marked);
            awaitHealth(household, "marked", "unhealthy");
            household.reeve("health", "marked").expecting(1);
            Processes.signal("CONT", marked);
            awaitHealth(household, "marked", "healthy");
            // A look whose time was up may still be about to end.
            household.await("it answers", () -> household.reeve("health", "marked").code() == 0);
            assertEquals(marked, Household.pid(household.control().service("marked")));

            long hung = Household.pid(household.control().service("restarted"));
            Processes.signal("STOP", hung);
            assertNotEquals(hung, household.awaitPid("restarted", hung));
            var again = awaitHealth(household, "restarted", "healthy");
            assertEquals(1, again.get("restarts"));
            assertEquals(List.of("unhealthy", "healthy"), told(household, "restarted"));
            assertEquals(List.of("unhealthy", "healthy"), told(household, "marked"));
            end(household, up);
        }
    }

    @Test
    void aPortIsHealthyWhileItIsListenedTo() throws Exception {
        Programs.assumeThere("redis-server", "redis-cli");
        var port = Map.of("PORT", Integer.toString(Household.freePort()));
        try (var household = new Household(port)) {
            household.file(
                    "reeve.yaml",
                    """
                    services:
                      redis:
                        # Whoever tells it to shut down ends the server, and its parent stays.
                        command: [sh, -c, 'redis-server --port ${PORT} --save ""; sleep 1000']
                        ready: {tcp: {port: "${PORT}"}}
                        health: {tcp: {port: "${PORT}"}, interval: 200ms, timeout: 1s, failures: 2}
                        restart: {policy: always, backoff: {initial: 100ms}}
                    """);
            var up = household.up();
            long first = Household.pid(awaitHealth(household, "redis", "healthy"));
            household.run(List.of("redis-cli", "-p", port.get("PORT"), "shutdown", "nosave"));
            household.awaitPid("redis", first);
            awaitHealth(household, "redis", "healthy");
            assertEquals(List.of("unhealthy", "healthy"), told(household, "redis"));
            end(household, up);
        }
    }

    @Test
    void aCheckThatHangsDelaysNothing() throws Exception {
        try (var mute = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                var household = new Household()) {
            household.file(
                    "reeve.yaml",
                    """
                    services:
                      hung:
                        command: [sleep, "1000"]
                        health: {http: {port: %d}, interval: 100ms, timeout: 30s}
                      other:
                        command: [sleep, "1000"]
                        health: {exec: {command: "true"}, interval: 100ms, timeout: 1s}
                    """
                            .formatted(mute.getLocalPort()));
            var up = household.up();
            // The check has begun: it is connected, and nobody will answer.
            try (var asked = mute.accept()) {
                awaitHealth(household, "other", "healthy");
                quick(() -> household.reeve("status").expecting(0));
                quick(() -> household.reeve("restart", "hung").expecting(0));
                quick(() -> household.reeve("stop", "hung").expecting(0));
                quick(() -> household.reeve("start", "hung").expecting(0));
                quick(() -> end(household, up));
                assertTrue(asked.isConnected());
            }
        }
    }

    private interface Deed {
        void happen() throws Exception;
    }

    private static void quick(Deed deed) throws Exception {
        long begin = System.nanoTime();
        deed.happen();
        var took = Duration.ofNanos(System.nanoTime() - begin);
        assertTrue(took.compareTo(Duration.ofSeconds(5)) < 0, "it took " + took);
    }

    private static Map<String, Object> awaitHealth(Household household, String name, String health)
            throws InterruptedException {
        return household.await(
                name + " is " + health,
                () -> {
                    var service = household.control().service(name);
                    return health.equals(service.get("health")) ? service : null;
                });
    }

    /// What events have said of its health, in order.
    private static List<String> told(Household household, String name) throws Exception {
        return household.control().events().stream()
                .filter(event -> "health".equals(event.get("type")))
                .filter(event -> name.equals(event.get("service")))
                .map(event -> String.valueOf(((Map<?, ?>) event.get("data")).get("to")))
                .toList();
    }

    private static void end(Household household, Process up) throws Exception {
        household.reeve("down").expecting(0);
        assertEquals(0, household.ended(up));
        household.assertNothingLeft();
    }
}
