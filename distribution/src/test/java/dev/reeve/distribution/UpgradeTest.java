package dev.reeve.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// A running supervisor is replaced by another version, here by a copy of the same one.
class UpgradeTest {
    private static final String MANIFEST =
            """
            services:
              killed: {command: [sleep, "1001"]}
              adopted:
                command: "i=0; while [ ! -e end ]; do i=$$((i+1)); echo $$i; sleep 0.05; done; exit 7"
                shell: true
                on_orphan: adopt
                restart: never
                # Everything of this is one line after another, and a lost one would show.
                logs: {stdout: adopted.log}
            """;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatIsAdoptableRunsOnAndItsExitCodeIsStillSeen(boolean detached) throws Exception {
        try (var household = new Household()) {
            household.file("reeve.yaml", MANIFEST);
            Process up = null;
            if (detached) {
                household.reeve("up", "-d").expecting(0);
            } else {
                up = household.up();
            }
            long adopted = Household.pid(household.awaitPhase("adopted", "running"));
            long killed = Household.pid(household.awaitPhase("killed", "running"));
            var before = household.control().supervisor();
            var follower = household.following("events", "-f", "--since", "1h", "-o", "json");

            household.reeve("upgrade").expecting(0);
            var other = household.folder().resolve("another home");
            Folders.copy(Unzipped.folder(), other);
            var said = household.reeve("upgrade", "--home", other.toString()).expecting(0);
            assertTrue(said.out().contains("begun anew"), said.out());

            var after = household.control().supervisor();
            assertEquals(before.get("pid"), after.get("pid"));
            assertNotEquals(before.get("started_at"), after.get("started_at"));
            long supervisor = ((Number) after.get("pid")).longValue();
            assertTrue(
                    Files.readSymbolicLink(Path.of("/proc/" + supervisor + "/exe"))
                            .startsWith(other.toRealPath()),
                    () -> Processes.command(supervisor));
            var service = household.awaitPhase("adopted", "running");
            assertEquals(adopted, Household.pid(service));
            assertEquals(1, service.get("run"));
            assertNotEquals(killed, Household.pid(household.awaitPhase("killed", "running")));

            household.file("end", "");
            var reason = (Map<?, ?>) household.awaitPhase("adopted", "failed").get("reason");
            assertEquals(7, reason.get("exit_code"), reason.toString());
            var lines = Files.readAllLines(household.folder().resolve("adopted.log"));
            assertEquals(
                    IntStream.rangeClosed(1, lines.size()).mapToObj(Integer::toString).toList(),
                    lines);
            Succession.assertNoEventMissing(household);
            followedOn(household, follower);

            household.reeve("down").expecting(0);
            if (up != null) {
                assertEquals(0, household.ended(up));
            }
            follower.destroy();
            follower.waitFor();
            household.assertNothingLeft();
        }
    }

    private static void followedOn(Household household, Process follower) throws Exception {
        long last = ((Number) household.control().supervisor().get("seq")).longValue();
        household.await(
                "all is followed",
                () -> {
                    List<Integer> seqs =
                            Files.readAllLines(household.output(follower)).stream()
                                    .map(line -> (Integer) Succession.json(line).get("seq"))
                                    .toList();
                    assertEquals(
                            IntStream.rangeClosed(1, seqs.size()).boxed().toList(),
                            seqs,
                            "seq of what is followed");
                    return seqs.size() >= last;
                });
        assertTrue(follower.isAlive());
    }

    @Test
    void whatCannotSuperviseReplacesNothing() throws Exception {
        try (var household = new Household()) {
            household.file("reeve.yaml", MANIFEST);
            var up = household.up();
            household.awaitPhase("adopted", "running");
            long killed = Household.pid(household.awaitPhase("killed", "running"));
            household.script("broken/bin/reeve", "#!/bin/sh\nexit 3\n");
            for (var home : List.of("broken", "nowhere")) {
                var said = household.reeve("upgrade", "--home", home).expecting(1);
                assertTrue(said.err().contains(home), said.err());
            }
            assertEquals(killed, Household.pid(household.awaitPhase("killed", "running")));
            household.reeve("down").expecting(0);
            assertEquals(0, household.ended(up));
            household.assertNothingLeft();
        }
    }
}
