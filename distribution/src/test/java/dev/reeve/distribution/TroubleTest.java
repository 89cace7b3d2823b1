package dev.reeve.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The world fails; supervising goes on.
class TroubleTest {
    @Test
    void aServiceThatCannotBeSpawnedFailsAloneInTheSystemsWords() throws Exception {
        try (var household = new Household()) {
            household.script("vanishes.sh", "#!/bin/sh\nexec sleep 100\n");
            household.script("interpreter.sh", "#!/no/such/interpreter\n");
            household.file(
                    "reeve.yaml",
                    """
                    services:
                      vandal: {command: [rm, vanishes.sh], restart: never}
                      vanished: {command: [./vanishes.sh], depends_on: {vandal: {condition: completed_successfully}}}
                      interpreter: {command: [./interpreter.sh]}
                      good: {command: [sleep, "100"]}
                    """);
            var up = household.up();
            for (var name : List.of("vanished", "interpreter")) {
                var service = household.awaitPhase(name, "failed");
                var reason = (Map<?, ?>) service.get("reason");
                assertEquals("spawn_failed", reason.get("code"));
                assertTrue(
                        String.valueOf(reason.get("text")).contains("No such file or directory"),
                        reason.toString());
            }
            household.awaitPhase("good", "running");
            household.reeve("down").expecting(0);
            assertEquals(0, household.ended(up));
            household.assertNothingLeft();
        }
    }

    @Test
    void aFullDiskStopsLoggingAndNotSupervising() throws Exception {
        onASmallDisk(TroubleTest::fillsTheDisk);
    }

    @Test
    void whatCouldNotBeWrittenDownIsFoundAgainByTheNextSupervisor() throws Exception {
        onASmallDisk(TroubleTest::forgetsWhatItDoes);
    }

    private interface Story {
        void happen(Household household) throws Exception;
    }

    private static void onASmallDisk(Story story) throws Exception {
        try (var household = new Household()) {
            var state = Files.createDirectory(household.folder().resolve(".reeve"));
            var mount = List.of("mount", "-t", "tmpfs", "-o", "size=1m", "none", state.toString());
            Assumptions.assumeTrue(
                    household.run(mount).code() == 0,
                    "skipped: no file system can be mounted here");
            try {
                story.happen(household);
            } finally {
                household.run(List.of("umount", "-l", state.toString()));
            }
        }
    }

    private static void forgetsWhatItDoes(Household household) throws Exception {
        household.file(
                "reeve.yaml",
                """
                defaults: {restart: {policy: always, max_attempts: -1, backoff: {initial: 100ms}}}
                services:
                  killed: {command: [sleep, "100"]}
                  adopted: {command: [sleep, "100"], on_orphan: adopt}
                """);
        var first = household.up();
        var names = List.of("killed", "adopted");
        for (var name : names) {
            household.awaitPhase(name, "running");
        }
        var ballast = household.folder().resolve(".reeve/ballast");
        fill(ballast);
        for (int round = 0; round < 3; round++) {
            for (var name : names) {
                long pid = Household.pid(household.control().service(name));
                Processes.signal("KILL", pid);
                household.awaitPid(name, pid);
            }
        }
        household.reeve("restart", "killed").expecting(0);
        household.reeve("reload").expecting(0);
        Succession.assertOneCopyEach(household, new TreeMap<>(Map.of("killed", 1, "adopted", 1)));
        long adopted = Household.pid(household.awaitPhase("adopted", "running"));
        long killed = Household.pid(household.awaitPhase("killed", "running"));

        Succession.kill(first);
        Files.delete(ballast);
        var second = household.up();
        household.awaitPid("killed", killed);
        household.awaitPhase("adopted", "running");
        Succession.assertOneCopyEach(household, new TreeMap<>(Map.of("killed", 1, "adopted", 1)));
        assertEquals(adopted, Household.pid(household.control().service("adopted")));
        household.reeve("down").expecting(0);
        assertEquals(0, household.ended(second));
        household.assertNothingLeft();
    }

    /// Until not one byte more goes in.
    private static void fill(Path ballast) throws IOException {
        try (var out = Files.newOutputStream(ballast)) {
            var piece = new byte[1024];
            while (true) {
                out.write(piece);
            }
        } catch (IOException full) {
            assertEquals(0, Files.getFileStore(ballast).getUsableSpace(), full.toString());
        }
    }

    private static void fillsTheDisk(Household household) throws Exception {
        household.file(
                "reeve.yaml",
                """
                defaults: {restart: {policy: always, max_attempts: -1, backoff: {initial: 100ms}}}
                services:
                  talker: {command: "head -c 4000000 /dev/zero | tr '\\\\0' x; touch said; exec sleep 100", shell: true}
                  quiet: {command: [sleep, "100"]}
                """);
        var up = household.up();
        household.await("all is said", () -> Files.exists(household.folder().resolve("said")));
        long free = Files.getFileStore(household.folder().resolve(".reeve")).getUsableSpace();
        assertTrue(free < 100_000, "the disk is not full: " + free);

        long pid = Household.pid(household.awaitPhase("quiet", "running"));
        Processes.signal("KILL", pid);
        household.awaitPid("quiet", pid);
        household.awaitPhase("talker", "running");
        household.reeve("status").expecting(0);
        household.reeve("down").expecting(0);
        assertEquals(0, household.ended(up));
        household.assertNothingLeft();
    }
}
