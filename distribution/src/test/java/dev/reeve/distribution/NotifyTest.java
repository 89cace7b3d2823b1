package dev.reeve.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

import java.util.Map;

/// Debian's own servers say themselves that they are ready, in the words that systemd made common.
class NotifyTest {
    @Test
    void redisSaysThatItIsReadyAndHowItIs() throws Exception {
        Programs.assumeThere("redis-server");
        try (var household =
                new Household(Map.of("PORT", Integer.toString(Household.freePort())))) {
            household.file(
                    "reeve.yaml",
                    """
                    services:
                      redis:
                        command: [redis-server, --port, "${PORT}", --supervised, systemd]
                        ready: {notify: {}, timeout: 15s}
                    """);
            saysHowItIs(household, "redis", "Ready to accept connections");
        }
    }

    @Test
    void postgresqlSaysThatItIsReady() throws Exception {
        var postgresql = Programs.postgresql();
        Assumptions.assumeTrue(
                postgresql.isPresent(), "skipped: there is no PostgreSQL on this machine");
        Assumptions.assumeTrue(
                "root".equals(System.getProperty("user.name")),
                "skipped: PostgreSQL needs a user of its own, and only root can become it");
        var variables =
                Map.of(
                        "PG",
                        postgresql.get().toString(),
                        "PORT",
                        Integer.toString(Household.freePort()));
        try (var household = new Household(variables)) {
            household.file(
                    "reeve.yaml",
                    """
                    services:
                      folder:
                        command: [install, -d, -o, postgres, -m, "0700", postgresql]
                        restart: never
                      cluster:
                        command: ["${PG}/initdb", -D, postgresql, -A, trust, -N, --locale=C]
                        user: postgres
                        restart: never
                        depends_on: {folder: {condition: completed_successfully}}
                      postgresql:
                        command: ["${PG}/postgres", -D, postgresql, -p, "${PORT}", -k, ".", -h, 127.0.0.1]
                        user: postgres
                        depends_on: {cluster: {condition: completed_successfully}}
                        ready: {notify: {}, timeout: 15s}
                        stop: {signal: INT, timeout: 20s}
                    """);
            var up = household.up();
            household.awaitPhase("postgresql", "running");
            assertEquals(1, household.control().service("postgresql").get("run"));
            end(household, up);
        }
    }

    @Test
    void haproxySaysThatItIsReady() throws Exception {
        Programs.assumeThere("haproxy");
        try (var household = new Household()) {
            household.file(
                    "haproxy.cfg",
                    """
                    defaults
                        mode http
                        timeout connect 1s
                        timeout client 1s
                        timeout server 1s
                    frontend web
                        bind 127.0.0.1:%d
                    """
                            .formatted(Household.freePort()));
            household.file(
                    "reeve.yaml",
                    """
                    services:
                      haproxy:
                        command: [%s, -Ws, -f, haproxy.cfg]
                        ready: {notify: {}, timeout: 15s}
                        stop: {signal: USR1}
                    """
                            .formatted(Programs.find("haproxy").orElseThrow()));
            // Debian 12's says no more than that; later ones have a STATUS, too.
            var up = household.up();
            household.awaitPhase("haproxy", "running");
            assertEquals(1, household.control().service("haproxy").get("run"));
            end(household, up);
        }
    }

    @Test
    void aWatchdogThatFallsSilentRestartsItsService() throws Exception {
        Programs.assumeThere("python3");
        try (var household = new Household()) {
            household.file("dog.py", DOG);
            household.file(
                    "reeve.yaml",
                    """
                    services:
                      dog:
                        command: [python3, dog.py]
                        ready: {notify: {watchdog: 500ms}, timeout: 15s}
                        restart: {policy: always, backoff: {initial: 100ms}}
                        stop: {timeout: 1s}
                    """);
            var up = household.up();
            long first = Household.pid(household.awaitPhase("dog", "running"));
            // It lives much longer than its watchdog's time while it barks.
            Thread.sleep(1500);
            assertEquals(first, Household.pid(household.control().service("dog")));

            household.file("silent", "");
            household.await("it is gone", () -> !Processes.alive(first));
            long second = household.awaitPid("dog", first);
            assertNotEquals(first, second);
            var reasons =
                    household.control().events().stream()
                            .map(event -> ((Map<?, ?>) event.get("data")).get("reason"))
                            .filter(Map.class::isInstance)
                            .map(reason -> ((Map<?, ?>) reason).get("code"))
                            .toList();
            assertTrue(reasons.contains("unhealthy"), reasons.toString());
            end(household, up);
        }
    }

    private static void saysHowItIs(Household household, String name, String words)
            throws Exception {
        var up = household.up();
        household.awaitPhase(name, "running");
        household.await(
                "its words are shown",
                () -> household.reeve("status").expecting(0).out().contains(words));
        end(household, up);
    }

    private static void end(Household household, Process up) throws Exception {
        household.reeve("down").expecting(0);
        assertEquals(0, household.ended(up));
        household.assertNothingLeft();
    }

    /// Barks five times as often as it must, until there is a file `silent`, which it takes away.
    private static final String DOG =
            """
            import os, socket, time
            address = os.environ["NOTIFY_SOCKET"]
            if address.startswith("@"):
                address = "\\0" + address[1:]
            notify = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
            notify.connect(address)
            notify.send(b"READY=1\\nSTATUS=awake")
            pause = int(os.environ["WATCHDOG_USEC"]) / 1e6 / 5
            while not os.path.exists("silent"):
                notify.send(b"WATCHDOG=1")
                time.sleep(pause)
            os.unlink("silent")
            time.sleep(1000)
            """;
}
