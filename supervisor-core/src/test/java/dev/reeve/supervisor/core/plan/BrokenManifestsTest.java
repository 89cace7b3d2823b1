package dev.reeve.supervisor.core.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reeve.supervisor.api.problem.Checked;
import dev.reeve.supervisor.api.problem.Problem;
import dev.reeve.supervisor.core.manifest.ManifestReader;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// A folder of broken manifests, each with the text that its user is to see beside it. After a
/// deliberate change of texts, `-Dmanifests.write=true` writes them anew; read the difference.
class BrokenManifestsTest {
    private static final Path FOLDER = Path.of("src/test/resources/manifests/broken");
    private static final Map<String, String> ENVIRONMENT =
            Map.of(
                    "PATH", "/usr/bin:/bin",
                    "EMPTY", "",
                    "WORD", "word",
                    "API_KEY", "s3cret");

    static List<Path> brokenManifests() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> file.toString().matches(".*\\.(yaml|json)"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("brokenManifests")
    void aBrokenManifestIsRefusedWithEveryMistakeInItsPlace(Path file) throws IOException {
        String report = report(file);
        Path expected = Path.of(file + ".expected");
        if (Boolean.getBoolean("manifests.write")) {
            Files.writeString(expected, report);
        }
        assertEquals(Files.readString(expected), report);
        assertTrue(!report.contains("s3cret"), "a secret is shown");
    }

    private static String report(Path file) {
        var planner = new Planner(new FakeCatalog(), ENVIRONMENT, new FakeMachine());
        return switch (planner.plan(ManifestReader.draft(file, ENVIRONMENT))) {
            case Checked.Valid<Plan> _ -> "nothing is wrong\n";
            case Checked.Invalid<Plan>(List<Problem> problems) -> {
                var report = new StringBuilder();
                for (Problem problem : problems) {
                    report.append(
                                    problem.toString()
                                            .replace(FOLDER.toAbsolutePath().toString(), "FOLDER")
                                            .replace(FOLDER + "/", "")
                                            .replace(Path.of("").toAbsolutePath() + "/", "CORE/"))
                            .append('\n');
                }
                yield report.toString();
            }
        };
    }
}
