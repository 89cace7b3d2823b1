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

/// Plugins that are programs of their own, with `bin/reeve` of the zip.
class ExternalProgramTest {
    private static final Path EXAMPLE =
            Unzipped.folder().resolve("examples/plugins/external-redis-ping");

    @Test
    void thePluginOfTheManualMakesABoatWaitForTheTide() throws Exception {
        try (var household = tide()) {
            var verified = household.reeve("plugins", "verify", "plugins/tide").expecting(0).out();
            assertTrue(verified.contains("program   python3 tide.py"), verified);
            assertTrue(verified.contains("level: whole number 0 to 20, or 3; how high"), verified);
            assertTrue(verified.endsWith("good\n"), verified);

            household.file("level", "2");
            var up = household.up();
            household.await(
                    "the plugin is asked", () -> !processes(household, "tide.py").isEmpty());
            assertEquals("starting", household.control().service("boat").get("phase"));
            household.file("level", "5");
            household.awaitPhase("boat", "running");
            end(household, up);
        }
    }

    @Test
    void aMistakeInTheManifestIsToldWithoutAskingTheProgram() throws Exception {
        try (var household = tide()) {
            household.file(
                    "reeve.yaml",
                    """
                    services:
                      boat:
                        command: [sleep, "1000"]
                        ready: {tide: {fil: level, level: 50}}
                    """);
            var told = household.reeve("check").expecting(2).err();
            assertTrue(told.contains("reeve.yaml:4:20: `tide` has no option `fil`"), told);
            assertTrue(told.contains("`level` must be from 0 to 20, not `50`"), told);
            assertTrue(told.contains("`file` is missing: where the level is written"), told);
        }
    }

    @Test
    void aProgramThatIsWrittenAnewTakesItsPlaceAtOnce() throws Exception {
        try (var household = tide()) {
            household.file("level", "5");
            var up = household.up();
            household.awaitPhase("boat", "running");
            var old = processes(household, "tide.py");
            var program = household.folder().resolve("plugins/tide/tide.py");
            var text = Files.readString(program);
            Files.writeString(program, text.replace(">=", "<"));
            household.await(
                    "the old process has ended",
                    () -> processes(household, "tide.py").stream().noneMatch(old::contains));
            household.file("level", "1");
            household.reeve("restart", "boat").expecting(0);
            end(household, up);
        }
    }

    @Test
    void aSupervisorThatIsKilledLeavesNoPluginBehind() throws Exception {
        try (var household = tide()) {
            household.file("level", "5");
            var up = household.up();
            household.awaitPhase("boat", "running");
            assertEquals(1, processes(household, "tide.py").size());
            up.destroyForcibly();
            household.await(
                    "the plugin has ended", () -> processes(household, "tide.py").isEmpty());
            var next = household.up();
            household.awaitPhase("boat", "running");
            end(household, next);
        }
    }

    @Test
    void theExampleKnowsWhenRedisAnswersAndOutlivesItsOwnEnd() throws Exception {
        Assumptions.assumeTrue(
                Files.isExecutable(Path.of("/usr/bin/redis-server")), "there is no Redis here");
        var port = Integer.toString(Household.freePort());
        try (var household = new Household(Map.of("PORT", port))) {
            Folders.copy(EXAMPLE, household.folder());
            household.reeve("plugins", "verify", "plugins/redis-ping").expecting(0);
            var up = household.up();
            household.awaitPhase("visitor", "running");
            household.await(
                    "Redis is healthy",
                    () -> "healthy".equals(household.control().service("db").get("health")));
            var first = processes(household, "redis_ping.py");
            assertEquals(1, first.size());
            ProcessHandle.of(first.getFirst()).orElseThrow().destroyForcibly();
            household.await(
                    "it was started again",
                    () ->
                            processes(household, "redis_ping.py").stream()
                                    .anyMatch(pid -> !first.contains(pid)));
            assertEquals("running", household.control().service("db").get("phase"));
            end(household, up);
        }
    }

    /// The plugin of the manual, as it is shown there.
    private static Household tide() throws Exception {
        var household = new Household();
        for (var block : Page.named("docs/external-plugins.md").blocks()) {
            var file =
                    switch (block.info()) {
                        case "yaml descriptor" -> "plugins/tide/plugin.yaml";
                        case "python" -> "plugins/tide/tide.py";
                        case "yaml plugin" -> "reeve.yaml";
                        default -> "nothing";
                    };
            household.file(file, block.text());
        }
        return household;
    }

    private static List<Long> processes(Household household, String program) throws IOException {
        return household.living().stream()
                .filter(pid -> Processes.command(pid).contains(program))
                .toList();
    }

    private static void end(Household household, Process up) throws Exception {
        household.reeve("down").expecting(0);
        assertEquals(0, household.ended(up));
        household.assertNothingLeft();
    }
}
