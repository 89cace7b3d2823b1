package dev.reeve.distribution.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;

/// The river flows one way: nothing names a package of its own number or a higher one.
class ImportsTest {
    private static final String API = "dev.reeve.supervisor.api";
    private static final String CORE = "dev.reeve.supervisor.core";

    /// The packages of the house by height; folders below one belong to it. ARCHITECTURE.md shows
    /// the same table.
    private static final List<List<String>> HEIGHTS =
            List.of(
                    List.of(API + ".promise"),
                    List.of(API + ".problem", CORE + ".time", CORE + ".record", CORE + ".text"),
                    List.of(API + ".model"),
                    List.of(API + ".state"),
                    List.of(API + ".activity"),
                    List.of(API + ".event"),
                    List.of(API + ".control"),
                    List.of(API + ".spi", CORE + ".event"),
                    // Output and ledger stand on the port to the operating system.
                    List.of(CORE + ".kernel", CORE + ".guard"),
                    List.of(CORE + ".external"),
                    List.of(
                            CORE + ".manifest",
                            CORE + ".plugin",
                            CORE + ".output",
                            CORE + ".stats",
                            CORE + ".session",
                            CORE + ".ledger",
                            CORE + ".activity",
                            "dev.reeve.plugin",
                            "dev.reeve.supervisor.testkit"),
                    List.of(CORE + ".plan"),
                    List.of(CORE + ".engine"),
                    List.of(CORE + ".control"),
                    List.of(CORE),
                    List.of("dev.reeve.supervisor.launcher", "dev.reeve.supervisor.testkit.junit"));

    private static List<Compiled> classes = List.of();

    @BeforeAll
    static void readTheClassFiles() throws IOException {
        classes = Compiled.all();
        assertTrue(classes.size() > 100, "only " + classes.size() + " class files were found");
    }

    @Test
    void everyPackageHasItsPlaceInTheTable() {
        var homeless = new ArrayList<String>();
        for (var packageName : classes.stream().map(Compiled::packageName).distinct().toList()) {
            var stage = stage(packageName);
            if (stage.isEmpty() || stage.equals(CORE) && !packageName.equals(CORE)) {
                homeless.add(packageName);
            }
        }
        assertEquals(List.of(), homeless);
    }

    @Test
    void nothingNamesItsOwnHeightOrAHigherOne() {
        assertNone((from, to) -> !stage(from).equals(stage(to)) && height(to) >= height(from));
    }

    @Test
    void aPluginNamesTheApiAndItself() {
        assertNone(
                (from, to) ->
                        from.startsWith("dev.reeve.plugin.")
                                && !to.startsWith(API + ".")
                                && !plugin(to).equals(plugin(from)));
    }

    @Test
    void onlyControlAndTheCompositionRootNameTheEngine() {
        assertNone(
                (from, to) ->
                        stage(to).equals(CORE + ".engine")
                                && !Set.of(CORE + ".engine", CORE + ".control", CORE)
                                        .contains(stage(from)));
    }

    @Test
    void behindPlanNobodyKnowsWhatAManifestLooksLike() {
        assertNone(
                (from, to) ->
                        stage(to).equals(CORE + ".manifest")
                                && !Set.of(CORE + ".manifest", CORE + ".plan", CORE)
                                        .contains(stage(from)));
    }

    @Test
    void lifecycleIsMadeOfValuesOnly() {
        var lifecycle =
                classes.stream()
                        .filter(type -> type.name().matches(CORE + ".engine.Lifecycle(\\$.*)?"))
                        .toList();
        assertFalse(lifecycle.isEmpty(), "there is no Lifecycle");
        for (var type : lifecycle) {
            for (var named : type.named()) {
                assertTrue(
                        named.startsWith(API + ".")
                                || named.startsWith("org.jspecify.")
                                || named.startsWith(CORE + ".engine.")
                                || named.startsWith(CORE + ".plan.")
                                || named.matches("java\\.(lang|time|util)\\..*")
                                        && !named.startsWith("java.util.concurrent"),
                        type.name() + " names " + named);
            }
        }
    }

    @Test
    void whatOnlyTellsOrDecidesHasNoLogger() {
        for (var type : classes) {
            var silent =
                    type.packageName().startsWith(API + ".")
                            || type.packageName().startsWith(CORE + ".plan")
                            || type.name().startsWith(CORE + ".engine.Lifecycle");
            assertFalse(
                    silent && type.named().stream().anyMatch(name -> name.startsWith("org.slf4j.")),
                    type.name() + " has a logger");
        }
    }

    private static void assertNone(BiPredicate<String, String> forbidden) {
        var found = new ArrayList<String>();
        for (var type : classes) {
            for (var other : type.packages()) {
                if (forbidden.test(type.packageName(), other)) {
                    found.add(type.name() + " names " + other);
                }
            }
        }
        assertEquals("", String.join("\n", found));
    }

    private static String plugin(String packageName) {
        return classes.stream()
                .filter(type -> type.packageName().equals(packageName))
                .map(Compiled::module)
                .findFirst()
                .orElse(packageName);
    }

    private static int height(String packageName) {
        var stage = stage(packageName);
        for (int height = 0; height < HEIGHTS.size(); height++) {
            if (HEIGHTS.get(height).contains(stage)) {
                return height;
            }
        }
        return HEIGHTS.size();
    }

    /// The longest entry of the table that the package is or lies in; empty where there is none.
    private static String stage(String packageName) {
        return STAGES.computeIfAbsent(
                packageName,
                name ->
                        HEIGHTS.stream()
                                .flatMap(List::stream)
                                .filter(at -> name.equals(at) || name.startsWith(at + "."))
                                .max(Comparator.comparing(String::length))
                                .orElse(""));
    }

    private static final Map<String, String> STAGES = new java.util.HashMap<>();
}
