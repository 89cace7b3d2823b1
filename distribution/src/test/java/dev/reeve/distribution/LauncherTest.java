package dev.reeve.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

class LauncherTest {
    @Test
    void theZipHoldsWhatItSays() throws IOException {
        var found = new TreeSet<String>();
        try (Stream<Path> entries = Files.list(Unzipped.folder())) {
            entries.map(entry -> entry.getFileName().toString()).forEach(found::add);
        }
        assertEquals(
                List.of(
                        "LICENSE",
                        "bin",
                        "docs",
                        "examples",
                        "lib",
                        "plugins",
                        "repository",
                        "runtime",
                        "share"),
                List.copyOf(found));
    }

    @Test
    void itRunsFromAnyFolderAndThroughLinksToLinks() throws Exception {
        try (var household = new Household()) {
            var links = Files.createDirectory(household.folder().resolve("some links"));
            Files.createSymbolicLink(links.resolve("absolute"), Unzipped.reeve());
            Files.createSymbolicLink(links.resolve("relative"), Path.of("absolute"));
            for (var command :
                    List.of(
                            Unzipped.reeve().toString(),
                            links.resolve("absolute").toString(),
                            "some links/relative",
                            "./some links/relative")) {
                var ran = household.run(List.of(command, "version")).expecting(0);
                assertTrue(ran.out().contains("0.1.0"), ran.out());
                assertEquals("", ran.err());
            }
        }
    }

    @Test
    void itIsFoundOnThePath() throws Exception {
        try (var household = new Household()) {
            household
                    .run(
                            List.of(
                                    "sh",
                                    "-c",
                                    "PATH=\"$1:$PATH\"; reeve version",
                                    "sh",
                                    Unzipped.folder().resolve("bin").toString()))
                    .expecting(0);
        }
    }

    @Test
    void thePidStartedIsTheSupervisors() throws Exception {
        try (var household = new Household()) {
            household.file("reeve.yaml", "services: {a: {command: [sleep, '100']}}");
            var up = household.up();
            household.awaitPhase("a", "running");
            assertTrue(Processes.command(up.pid()).contains("dev.reeve.supervisor.launcher"));
            Processes.signal("TERM", up.pid());
            assertEquals(0, household.ended(up));
            household.assertNothingLeft();
        }
    }

    @Test
    void theJavaMachineSaysNothingOnStdout() throws Exception {
        try (var household =
                new Household(java.util.Map.of("JAVA_TOOL_OPTIONS", "-Dsaid.on=stderr"))) {
            household.file("reeve.yaml", "services: {a: {command: [sleep, '100']}}");
            assertEquals(
                    "reeve.yaml: no mistakes, 1 service\n",
                    household.reeve("check").expecting(0).out());
        }
    }
}
