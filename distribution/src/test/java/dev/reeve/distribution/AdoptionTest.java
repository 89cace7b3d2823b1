package dev.reeve.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.nio.file.Files;
import java.util.List;
import java.util.Map;

/// Processes that somebody else has started, and what is told of those that are known.
class AdoptionTest {
    @Test
    void aProcessOfSomebodyElseIsFoundTakenOverAndStartedAgain() throws Exception {
        try (var household = new Household()) {
            household.file("reeve.yaml", "services: {other: {command: [sleep, '1000']}}\n");
            var script = household.script("vagrant.sh", "#!/bin/sh\nwhile :; do sleep 1; done\n");
            var vagrant = new ProcessBuilder(script.toString()).start();
            var up = household.up();
            try {
                household.awaitPhase("other", "running");
                var pid = Long.toString(vagrant.pid());
                var found = household.reeve("discover", "--command", "vagrant\\.sh").expecting(0);
                assertTrue(found.out().contains(pid), found.out());
                household.reeve("adopt", pid, "--as", "vagrant").expecting(0);
                var service = household.awaitPhase("vagrant", "running");
                assertEquals("adopted", service.get("source"));
                assertEquals(vagrant.pid(), Household.pid(service));
                assertEquals("running", household.control().service("other").get("phase"));
                found = household.reeve("discover", "--command", "vagrant\\.sh").expecting(0);
                assertFalse(found.out().contains(pid), found.out());

                household.reeve("restart", "vagrant").expecting(0);
                assertFalse(vagrant.isAlive());
                long again = household.awaitPid("vagrant", vagrant.pid());
                assertTrue(Processes.command(again).contains("vagrant.sh"));
                household.reeve("remove", "vagrant", "--stop").expecting(0);
                household.await("it is gone", () -> !Processes.alive(again));
                end(household, up);
            } finally {
                vagrant.destroyForcibly();
            }
        }
    }

    @Test
    void whyAServiceWaitsIsToldFromItselfToWhatIsBehindIt() throws Exception {
        try (var household = new Household()) {
            household.file(
                    "reeve.yaml",
                    """
                    services:
                      db:
                        command: "echo 'no room for tables' >&2; exit 3"
                        shell: true
                        ready: {tcp: {port: 1}}
                        restart: {policy: always, max_attempts: 5, backoff: {initial: 30s}}
                      app: {command: [sleep, "1000"], depends_on: [db]}
                    """);
            var up = household.up();
            household.awaitPhase("db", "backoff");
            var told = household.reeve("explain", "app").expecting(0).out();
            for (var words :
                    List.of("app", "db", "attempt 1 of 5", "next try in", "no room for tables")) {
                assertTrue(told.contains(words), () -> words + " is not in: " + told);
            }
            assertTrue(told.contains("exited with 3"), told);
            end(household, up);
        }
    }

    @Test
    void whatIsExportedReadsBackTheSame() throws Exception {
        try (var household = new Household(Map.of("A_PASSWORD", "hunter2"))) {
            household.file(
                    "reeve.yaml",
                    """
                    name: shop
                    environment: {ALL: "1"}
                    services:
                      one:
                        command: [sh, -c, "echo $$HOME $$1; exec sleep 1000", x, y z]
                        environment: {A_PASSWORD: "${A_PASSWORD}", COLOUR: "dark: blue #1"}
                        health: {exec: {command: "true"}, interval: 5s}
                        limits: {core: 0}
                        umask: "027"
                        stop: {signal: INT, timeout: 1500ms}
                      two:
                        command: "echo 'a  b' \\"$$PATH\\"; exec sleep 1000"
                        shell: true
                        depends_on: {one: {condition: healthy, restart: true}}
                        restart: {policy: always, max_attempts: -1, backoff: {initial: 250ms}}
                        on_orphan: adopt
                    """);
            var up = household.up();
            household.awaitPhase("one", "running");
            household.awaitPhase("two", "running");
            for (var form : List.of("yaml", "json")) {
                var file = "exported." + form;
                var written = household.reeve("export", "-o", form).expecting(0).out();
                assertFalse(written.contains("hunter2"), written);
                household.file(file, written);
                household.reeve("check", "-f", file).expecting(0);
                var again = household.reeve("reload", "-o", "json", "-f", file).expecting(0);
                var answer = Succession.json(again.out());
                assertEquals(true, answer.get("success"), answer.toString());
                for (var kind : List.of("added", "removed", "updated")) {
                    assertEquals(List.of(), answer.get(kind), () -> file + answer + written);
                }
            }
            assertEquals(1, household.control().service("two").get("run"));
            assertTrue(Files.exists(household.folder().resolve("exported.json")));
            end(household, up);
        }
    }

    private static void end(Household household, Process up) throws Exception {
        household.reeve("down").expecting(0);
        assertEquals(0, household.ended(up));
        household.assertNothingLeft();
    }
}
