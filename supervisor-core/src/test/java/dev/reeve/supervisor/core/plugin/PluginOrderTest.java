package dev.reeve.supervisor.core.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// Versions, duplicates and dependencies. A good plugin lies beside each bad one.
class PluginOrderTest {
    @TempDir Path temp;
    private PluginHouse house;

    @BeforeEach
    void makeHouse() throws IOException {
        house = new PluginHouse(Files.createDirectory(temp.resolve("plugins")));
    }

    @AfterEach
    void closeHouse() {
        house.close();
    }

    @Test
    void theVersionOfTheApiIsThatOfItsArtifact() {
        assertTrue(ApiVersion.read().matches("1\\.[0-9]+\\.[0-9]+.*"), ApiVersion::read);
    }

    @Test
    void aPluginForANewerApiIsNamedWithBothVersions() throws IOException {
        String api = ApiVersion.read();
        house.with(
                "future.jar",
                PluginJar.ready("future").attribute("Plugin-Requires", ">=1.5.0 & <2.0.0"));
        assertEquals(
                List.of(
                        "API_MISMATCH future.jar: plugin future 1.0.0 requires plugin API >=1.5.0 &"
                                + " <2.0.0; this supervisor has "
                                + api),
                house.problems());
        assertEquals("failed", house.plugin("future").state());
        assertEquals(
                "no ready strategy is called `future` (there are: good)", house.fail("future"));
    }

    @Test
    void aRangeCountsAPreReleaseAsTheRelease() {
        assertTrue(StrictDescriptors.within(">=1.0.0 & <2.0.0", "1.0.0-SNAPSHOT"));
        assertTrue(StrictDescriptors.within("1.0.0", "1.2.0"));
        assertEquals(false, StrictDescriptors.within(">=1.0.0 & <2.0.0", "2.0.0-rc.1"));
    }

    @Test
    void aRangeMayBeWrittenAsTheUpgradeGuideSays() {
        assertTrue(StrictDescriptors.within("~1.2", "1.2.7"));
        assertFalse(StrictDescriptors.within("~1.2", "1.3.0"));
        assertTrue(StrictDescriptors.within("^1.2", "1.9.0"));
        assertFalse(StrictDescriptors.within("^1.2", "1.1.9"));
        assertFalse(StrictDescriptors.within("^1.2", "2.0.0-alpha"));
        assertTrue(StrictDescriptors.within(">=2.0.0", "2.0.0-rc.1+build.7"));
        assertTrue(StrictDescriptors.within("1.2.0", "2.0.0"));
        assertTrue(StrictDescriptors.within("*", "7.0.0"));
    }

    @Test
    void aPluginForAnOlderApiIsNotLoadedAndARangeNamesNoPreRelease() throws IOException {
        house.with("old.jar", PluginJar.ready("old").attribute("Plugin-Requires", "<1.0.0"))
                .with(
                        "next.jar",
                        PluginJar.ready("next").attribute("Plugin-Requires", ">=2.0.0-rc.1"))
                .with("any.jar", PluginJar.ready("any").without("Plugin-Requires"));
        String api = ApiVersion.read();
        assertEquals(
                List.of(
                        "BAD_DESCRIPTOR next.jar: plugin next: Plugin-Requires `>=2.0.0-rc.1` is no"
                                + " range of versions like `>=1.0.0 & <2.0.0`",
                        "API_MISMATCH old.jar: plugin old 1.0.0 requires plugin API <1.0.0; this"
                                + " supervisor has "
                                + api),
                house.problems());
        assertEquals("any hello", house.make("any"));
    }

    @Test
    void aDependencyThatIsAPreReleaseIsOfItsReleasesVersion() throws IOException {
        house.with("base.jar", PluginJar.ready("base").attribute("Plugin-Version", "2.0.0-rc.1"))
                .with("a.jar", dependent("a", "base@>=1.0.0 & <2.0.0"))
                .with("b.jar", dependent("b", "base@>=2.0.0 & <3.0.0"));
        assertEquals(
                List.of(
                        "MISSING_DEPENDENCY a.jar: plugin a needs plugin base@>=1.0.0 & <2.0.0, but"
                                + " version 2.0.0-rc.1 is there"),
                house.problems());
        assertEquals("b hello", house.make("b"));
    }

    @Test
    void anOptionalDependencyMayBeMissingButNotOfAnotherVersion() throws IOException {
        house.with("a.jar", dependent("a", "nope?@>=1.0.0"))
                .with("b.jar", dependent("b", "good?@>=2.0.0"));
        assertEquals(
                List.of(
                        "MISSING_DEPENDENCY b.jar: plugin b needs plugin good@>=2.0.0, but version"
                                + " 1.0.0 is there"),
                house.problems());
        assertEquals("a hello", house.make("a"));
    }

    private static PluginJar dependent(String id, String dependencies) {
        return PluginJar.ready(id).attribute("Plugin-Dependencies", dependencies);
    }

    @Test
    void ofTwoWithOneIdTheNewerRunsAndBothAreNamed() throws IOException {
        house.with("a-twin.jar", PluginJar.ready("twin").attribute("Plugin-Version", "1.9.0"))
                .with("b-twin.jar", PluginJar.ready("twin").attribute("Plugin-Version", "1.10.0"));
        assertEquals(
                List.of(
                        "DUPLICATE_ID a-twin.jar: plugin twin 1.9.0 is ignored: b-twin.jar has the"
                                + " same id, version 1.10.0"),
                house.problems());
        assertEquals("twin hello", house.make("twin"));
    }

    @Test
    void ofTwoWithOneVersionThatOfTheUsersFolderRuns() throws IOException {
        Path own = Files.createDirectory(temp.resolve("own"));
        PluginJar.ready("good").write(own.resolve("mine.jar"));
        try (PluginRuntime runtime =
                PluginRuntime.load(
                        PluginTerms.of(
                                List.of(house.folder, own, house.folder, temp.resolve("absent"))),
                        List.of(),
                        getClass().getClassLoader(),
                        Duration.ofSeconds(10))) {
            assertEquals(
                    List.of("failed good.jar", "started mine.jar"),
                    runtime.plugins().stream()
                            .map(
                                    plugin ->
                                            plugin.state()
                                                    + " "
                                                    + Path.of(plugin.path()).getFileName())
                            .sorted()
                            .toList());
        }
    }

    @Test
    void aCycleIsSpelledOutAndItsDependentsCannotBeUsed() throws IOException {
        house.with("a.jar", PluginJar.ready("a").attribute("Plugin-Dependencies", "b"))
                .with("b.jar", PluginJar.ready("b").attribute("Plugin-Dependencies", "c"))
                .with("c.jar", PluginJar.ready("c").attribute("Plugin-Dependencies", "a"))
                .with("d.jar", PluginJar.ready("d").attribute("Plugin-Dependencies", "a"))
                .with("e.jar", PluginJar.ready("e").attribute("Plugin-Dependencies", "e"));
        assertEquals(
                List.of(
                        "DEPENDENCY_CYCLE a.jar: plugin a is on a dependency cycle: a -> b -> c ->"
                                + " a",
                        "DEPENDENCY_CYCLE b.jar: plugin b is on a dependency cycle: b -> c -> a ->"
                                + " b",
                        "DEPENDENCY_CYCLE c.jar: plugin c is on a dependency cycle: c -> a -> b ->"
                                + " c",
                        "DEPENDENCY_FAILED d.jar: plugin d needs plugin a, which cannot be used",
                        "DEPENDENCY_CYCLE e.jar: plugin e is on a dependency cycle: e -> e"),
                house.problems());
    }

    @Test
    void missingAndWrongDependenciesAreNamedAndSoAreTheirDependents() throws IOException {
        house.with("a.jar", PluginJar.ready("a").attribute("Plugin-Dependencies", "nope@>=1.0.0"))
                .with(
                        "b.jar",
                        PluginJar.ready("b").attribute("Plugin-Dependencies", "good@>=2.0.0"))
                .with("c.jar", PluginJar.ready("c").attribute("Plugin-Dependencies", "a"))
                .with("d.jar", PluginJar.ready("d").attribute("Plugin-Dependencies", "nope?"));
        assertEquals(
                List.of(
                        "MISSING_DEPENDENCY a.jar: plugin a needs plugin nope@>=1.0.0, which is not"
                                + " there",
                        "MISSING_DEPENDENCY b.jar: plugin b needs plugin good@>=2.0.0, but version"
                                + " 1.0.0 is there",
                        "DEPENDENCY_FAILED c.jar: plugin c needs plugin a, which cannot be used"),
                house.problems());
        assertEquals("d hello", house.make("d"));
    }

    @Test
    void aDependentUsesTheClassesOfItsDependency() throws IOException {
        Path base = base("base", "1");
        house.with(
                        "top.jar",
                        PluginJar.empty("top")
                                .against(base)
                                .attribute("Plugin-Dependencies", "base@>=1.0.0 & <2.0.0")
                                .module("top", "requires t.base;", "Ready")
                                .source(
                                        "Ready",
                                        PluginJar.ready("top", "Ready", "t.base.Text.is()")))
                .with(
                        "old.jar",
                        PluginJar.empty("old")
                                .against(base)
                                .attribute("Plugin-Dependencies", "base")
                                .entry(
                                        "META-INF/services/" + PluginJar.service(),
                                        "t.old.Ready # it")
                                .source(
                                        "Ready",
                                        PluginJar.ready("old", "Ready", "t.base.Text.is()")));
        assertEquals(List.of(), house.problems(), "base offers nothing, but is of use");
        assertEquals("top base 1", house.make("top"));
        assertEquals("old base 1", house.make("old"));
    }

    @Test
    void aModuleCannotDependOnAPluginWithoutOne() throws IOException {
        house.with("plain.jar", PluginJar.plainReady("plain"))
                .with("m.jar", PluginJar.ready("m").attribute("Plugin-Dependencies", "plain"));
        assertEquals(
                List.of(
                        "DEPENDENCY_FAILED m.jar: plugin m: needs plugin plain, which has no module"
                                + " descriptor: a module cannot read it"),
                house.problems());
    }

    @Test
    void whatIsDisabledIsListedAndNotUsed() throws IOException {
        house.with("off.jar", PluginJar.ready("off"));
        house.load("off");
        house.assertGoodWorks();
        assertEquals("disabled", house.plugin("off").state());
        assertEquals("no ready strategy is called `off` (there are: good)", house.fail("off"));
    }

    private Path base(String id, String text) {
        Path jar = house.folder.resolve(id + ".jar");
        return PluginJar.empty(id)
                .file(
                        "module-info.java",
                        "module t."
                                + id
                                + " { requires dev.reeve.supervisor.api; exports t."
                                + id
                                + "; }")
                .source(
                        "Text",
                        "public class Text { public static String is() { return \"%s %s\"; } }"
                                .formatted(id, text))
                .write(jar);
    }
}
