package dev.reeve.supervisor.core.plan;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reeve.supervisor.api.problem.Checked;
import dev.reeve.supervisor.api.problem.Problem;
import dev.reeve.supervisor.core.manifest.Draft;
import dev.reeve.supervisor.core.manifest.ManifestReader;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// No text, however hostile, takes long or breaks anything.
class HostileManifestsTest {
    private static final int MEGA = 1 << 20;

    /// The promise is one second of a processor, which a test without the best compiler may not
    /// keep.
    private static final Duration LIMIT = Duration.ofSeconds(5);

    @TempDir Path folder;

    @BeforeAll
    static void warmUp() {
        read(Path.of("src/test/resources/manifests/broken/names.yaml"));
    }

    record Hostile(String name, String text) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Hostile> refused() {
        String command = "services: {web: {command: [sleep, \"1\"], ";
        return Stream.of(
                new Hostile("10 MB in one scalar.yaml", "a: " + "x".repeat(10 * MEGA)),
                new Hostile("10 MB of comments.yaml", "#\n".repeat(5 * MEGA)),
                new Hostile(
                        "100,000 levels of flow.yaml", "[".repeat(60_000) + "\n[".repeat(40_000)),
                new Hostile("100,000 levels of blocks.yaml", "- ".repeat(30_000)),
                new Hostile("100,000 levels.json", "[".repeat(100_000)),
                new Hostile("100,000 objects.json", "{\"a\":".repeat(100_000)),
                new Hostile("a million digits.json", "{\"a\": " + "9".repeat(1_000_000) + "}"),
                new Hostile("60,000 digits.yaml", command + "nice: " + "9".repeat(60_000) + "}}"),
                new Hostile(
                        "60,000 digits and a point.yaml",
                        command + "restart: {backoff: {factor: " + "9".repeat(50_000) + ".5}}}}"),
                new Hostile(
                        "a duration of 60,000 digits.yaml",
                        command + "start_timeout: " + "9".repeat(60_000) + "s}}"),
                new Hostile("a line of 70,000.yaml", "a: " + "x".repeat(70_000)),
                new Hostile("2^45 by aliases.yaml", doubling(45)),
                new Hostile("unknown keys.yaml", lines(60_000, "k%d: 1")),
                new Hostile("one unknown key of 60,000.yaml", "x".repeat(60_000) + ": 1"),
                new Hostile(
                        "unknown dependencies.yaml",
                        "services:\n"
                                + lines(
                                        9_000,
                                        "  s%d: {command: [sleep, \"1\"], depends_on: [none%1$d,"
                                                + " %1$d]}")),
                new Hostile("a circle of 9,999.yaml", circle(9_999)),
                new Hostile("everything waits for everything.yaml", complete(400)),
                new Hostile(
                        "duplicate keys.yaml",
                        "services:\n" + "  a: {command: [sleep, \"1\"]}\n".repeat(30_000)),
                new Hostile("bad services.yaml", "services:\n" + lines(9_999, "  s%d: 1")),
                new Hostile("too many.yaml", "services:\n" + lines(80_000, "  s%d: 1")),
                new Hostile(
                        "options under long keys.yaml",
                        command
                                + "ready: {tcp: {"
                                + ("k".repeat(1_000) + ": {").repeat(25)
                                + "\n k: ["
                                + "1,\n ".repeat(150_000)
                                + "]"
                                + "}".repeat(29)),
                new Hostile(
                        "defaults in defaults.yaml",
                        command
                                + "user: \""
                                + "${A:-".repeat(10_000)
                                + "}".repeat(10_000)
                                + "\"}}"),
                new Hostile(
                        "open variables.yaml", command + "user: \"" + "${".repeat(30_000) + "\"}}"),
                new Hostile(
                        "open variables in order.yaml",
                        command + "user: \"" + "${A:-}${".repeat(8_000) + "\"}}"),
                new Hostile(
                        "variables that grow.yaml",
                        "services:\n  web:\n    command: |\n"
                                + "      ${LONG}${LONG}\n".repeat(30_000)),
                new Hostile("an open quote.yaml", "a: \"" + "x\n ".repeat(300_000)),
                new Hostile(
                        "quotes in a command.yaml",
                        "services:\n  web:\n    command: |\n" + "      a 'b' \"\n".repeat(60_000)));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void aHostileTextIsRefusedAtOnce(Hostile hostile) throws IOException {
        Path file = Files.writeString(folder.resolve(hostile.name()), hostile.text());
        Duration start = processorTime();
        List<Problem> problems = read(file);
        Duration took = processorTime().minus(start);
        assertFalse(problems.isEmpty());
        assertTrue(took.compareTo(LIMIT) < 0, "took " + took);
    }

    @Test
    void aThousandServicesAreReadAndPlannedAtOnce() throws IOException {
        String text =
                "services:\n" + lines(1_000, "  s%d: {command: [sleep, \"1\"], depends_on: []}");
        Path file = Files.writeString(folder.resolve("many.yaml"), text);
        Duration start = processorTime();
        List<Problem> problems = read(file);
        Duration took = processorTime().minus(start);
        assertTrue(problems.isEmpty(), problems.toString());
        assertTrue(took.compareTo(LIMIT) < 0, "took " + took);
    }

    /// Of this process: other processes may have the machine to themselves for a while.
    private static Duration processorTime() {
        return ProcessHandle.current().info().totalCpuDuration().orElseThrow();
    }

    private static List<Problem> read(Path file) {
        var environment = Map.of("PATH", "/usr/bin:/bin", "LONG", "x".repeat(100_000));
        Draft draft = ManifestReader.draft(file, environment);
        var planner = new Planner(new FakeCatalog(), environment, new FakeMachine());
        return planner.plan(draft) instanceof Checked.Invalid<Plan>(List<Problem> problems)
                ? problems
                : List.of();
    }

    private static String lines(int count, String format) {
        var text = new StringBuilder();
        IntStream.range(0, count).forEach(at -> text.append(format.formatted(at)).append('\n'));
        return text.toString();
    }

    private static String doubling(int times) {
        var text = new StringBuilder("x-0: &a0 [a, a]\n");
        for (int at = 1; at < times; at++) {
            text.append("x-%d: &a%1$d [*a%2$d, *a%2$d]\n".formatted(at, at - 1));
        }
        return text + "services: {web: *a" + (times - 1) + "}\n";
    }

    private static String circle(int size) {
        var text = new StringBuilder("services:\n");
        for (int at = 0; at < size; at++) {
            text.append(
                    "  s%d: {command: [sleep, \"1\"], depends_on: [s%d]}\n"
                            .formatted(at, (at + 1) % size));
        }
        return text.toString();
    }

    private static String complete(int size) {
        String all = String.join(", ", IntStream.range(0, size).mapToObj(at -> "s" + at).toList());
        return "services:\n"
                + lines(size, "  s%d: {command: [sleep, \"1\"], depends_on: [" + all + "]}");
    }
}
