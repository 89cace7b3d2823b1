package dev.reeve.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Sessions to a real PostgreSQL, those that it makes for others, and sessions to servers that
/// speak as Deephaven's do.
class SessionsTest {
    private static final Path ROOT =
            Path.of(System.getProperty("reeve.root", "..")).toAbsolutePath().normalize();
    private static final Path COMMUNITY = ROOT.resolve("plugins/session-community/target");

    private static final String DATABASE =
            """
            services:
              folder:
                command: [install, -d, -o, postgres, -m, "0700", postgresql]
                restart: never
              cluster:
                command: ["${PG}/initdb", -D, postgresql, --pwfile=word, -A, scram-sha-256, -N, --locale=C]
                user: postgres
                restart: never
                depends_on: {folder: {condition: completed_successfully}}
              postgresql:
                command: ["${PG}/postgres", -D, postgresql, -p, "${PORT}", -k, ".", -h, 127.0.0.1]
                user: postgres
                restart: never
                depends_on: {cluster: {condition: completed_successfully}}
                ready: {tcp: {port: "${PORT}"}, timeout: 30s}
                stop: {signal: INT, timeout: 20s}
              db:
                kind: session
                backend: jdbc
                autostart: false
                config:
                  url: "jdbc:postgresql://127.0.0.1:${PORT}/postgres"
                  user: postgres
                  password: {env: DB_WORD}
                health: {interval: 200ms}
                restart: {max_attempts: -1, backoff: {initial: 200ms, max: 400ms}}
              orders:
                kind: session
                backend: enterprise
                config: {factory: db, options: {schema: pg_catalog}}
                health: {interval: 200ms}
                restart: {max_attempts: -1, backoff: {initial: 200ms, max: 400ms}}
              reports:
                kind: session
                backend: enterprise
                config: {factory: db, options: {read_only: true}}
                health: {interval: 200ms}
                restart: {max_attempts: -1, backoff: {initial: 200ms, max: 400ms}}
            """;

    /// Does what an engine of containers does with `run` and `rm`, with a process for a container.
    private static final String ENGINE =
            """
            #!/bin/sh
            cd "$(dirname "$0")"
            echo "$@" >> calls
            case "$1" in
            run)
                while [ $# -gt 0 ]; do
                    case "$1" in
                    --cidfile) number=$2; shift;;
                    -p) port=${2#127.0.0.1:}; shift;;
                    -e) shift;;
                    esac
                    shift
                done
                echo "c0ffee$$" > "$number"
                DEEPHAVEN_PORT=${port%:10000} exec COMMAND
                ;;
            rm) kill -9 "${3#c0ffee}" ;;
            esac
            """;

    @Test
    void aFactorySharedByManyComesBackWithItsDatabaseAndIsClosedLast() throws Exception {
        var postgresql = Programs.postgresql();
        Assumptions.assumeTrue(
                postgresql.isPresent(), "skipped: there is no PostgreSQL on this machine");
        Assumptions.assumeTrue(
                "root".equals(System.getProperty("user.name")),
                "skipped: PostgreSQL needs a user of its own, and only root can become it");
        var variables =
                Map.of(
                        "PG", postgresql.get().toString(),
                        "PORT", Integer.toString(Household.freePort()),
                        "DB_WORD", "correct-horse");
        try (var household = new Household(variables)) {
            household.file("word", "correct-horse");
            household.file("reeve.yaml", DATABASE);
            var up = household.up();
            awaitStatus(household, "orders", "connected");
            awaitStatus(household, "reports", "connected");
            assertEquals(
                    "2 of 10 connections in use",
                    household.await(
                            "both were counted",
                            () -> {
                                var liveness = liveness(household, "db");
                                return liveness.startsWith("2") ? liveness : null;
                            }));
            assertTrue(said(household, "db").contains("PostgreSQL"), said(household, "db"));

            long server = Household.pid(household.control().service("postgresql"));
            household.run(List.of("kill", "-9", Long.toString(server))).expecting(0);
            awaitStatus(household, "db", "unreachable");
            household.await(
                    "what needs the factory is not connected",
                    () -> !"connected".equals(status(household, "orders")));

            household.reeve("start", "postgresql").expecting(0);
            awaitStatus(household, "orders", "connected");
            awaitStatus(household, "reports", "connected");

            household.reeve("down").expecting(0);
            assertEquals(0, household.ended(up));
            var told = household.said();
            int closed = told.lastIndexOf("db: stopping");
            assertTrue(closed > told.lastIndexOf("orders: stopped"), told);
            assertTrue(closed > told.lastIndexOf("reports: stopped"), told);
            assertFalse(told.contains("correct-horse"), told);
            household.assertNothingLeft();
        }
    }

    @Test
    void aSessionOwnsTheServerThatItHasLaunched() throws Exception {
        try (var household = new Household()) {
            household.file(
                    "reeve.yaml",
                    """
                    services:
                      dh:
                        kind: session
                        backend: community
                        connect_timeout: 60s
                        config: {launch: {command: [COMMAND]}}
                        health: {interval: 500ms}
                        restart: {backoff: {initial: 200ms}}
                    """
                            .replace("COMMAND", '"' + String.join("\", \"", serve()) + '"'));
            var up = household.up();
            awaitStatus(household, "dh", "connected");
            String token = token(household);
            var server = household.control().service("dh-server");
            assertTrue(said(household, "dh").contains("launch_method=process"));
            assertTrue(said(household, "dh").contains("process_id=" + Household.pid(server)));
            assertFalse(household.reeve("show", "dh-server").expecting(0).out().contains(token));
            assertFalse(Processes.command(Household.pid(server)).contains(token));

            long first = Household.pid(server);
            household.run(List.of("kill", "-9", Long.toString(first))).expecting(0);
            household.awaitPid("dh-server", first);
            awaitStatus(household, "dh", "connected");
            String next = token(household);
            assertFalse(next.equals(token), "each server has a key of its own");

            household.reeve("stop", "dh").expecting(0);
            assertEquals(
                    List.of(),
                    household.control().services().stream()
                            .filter(each -> "running".equals(each.get("phase")))
                            .toList());
            household.reeve("down").expecting(0);
            assertEquals(0, household.ended(up));
            assertFalse(household.said().contains(token) || household.said().contains(next));
            household.assertNothingLeft();
        }
    }

    @Test
    void aContainerIsToldItsVariablesByNameAndIsRemoved() throws Exception {
        try (var household = new Household()) {
            household.script(
                    "engine", ENGINE.replace("COMMAND", '"' + String.join("\" \"", serve()) + '"'));
            household.file(
                    "reeve.yaml",
                    """
                    services:
                      dh:
                        kind: session
                        backend: community
                        connect_timeout: 60s
                        config: {launch: {image: "deephaven/server:1", engine: "FOLDER/engine"}}
                    """
                            .replace("FOLDER", household.folder().toString()));
            var up = household.up();
            awaitStatus(household, "dh", "connected");
            assertTrue(said(household, "dh").contains("container_id=c0ffee"));
            String token = token(household);
            var calls = household.folder().resolve("calls");
            assertTrue(
                    Files.readString(calls)
                            .endsWith(
                                    ":10000 -e DEEPHAVEN_PORT -e DEEPHAVEN_PSK_TOKEN -e START_OPTS"
                                            + " deephaven/server:1\n"));
            household.reeve("down").expecting(0);
            assertEquals(0, household.ended(up));
            assertTrue(Files.readString(calls).contains("rm -f c0ffee"));
            assertFalse(Files.readString(calls).contains(token));
            household.assertNothingLeft();
        }
    }

    /// The double of a Deephaven server, with the libraries that the plugin brings.
    private static List<String> serve() {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                COMMUNITY.resolve("test-classes")
                        + ":"
                        + COMMUNITY.resolve("classes/META-INF/lib/*"),
                "dev.reeve.plugin.session.community.Front");
    }

    private static String token(Household household) throws IOException, InterruptedException {
        String all = household.reeve("credentials", "dh").expecting(0).out();
        Matcher token = Pattern.compile("(?m)^token = (\\S{43})$").matcher(all);
        assertTrue(token.find(), all);
        return token.group(1);
    }

    private static void awaitStatus(Household household, String name, String status)
            throws InterruptedException {
        household.await(name + " is " + status, () -> status.equals(status(household, name)));
    }

    private static Object status(Household household, String name) throws IOException {
        return household.control().service(name).get("status");
    }

    private static String liveness(Household household, String name) throws IOException {
        Map<?, ?> liveness = (Map<?, ?>) household.control().service(name).get("liveness");
        return String.valueOf(liveness.get("detail"));
    }

    private static String said(Household household, String name) throws IOException {
        return String.valueOf(household.control().service(name).get("details"));
    }
}
