package dev.reeve.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;

/// The first pages of "Writing plugins", typed as they stand there, by somebody with an empty home.
class FiveMinutesTest {
    private static Newcomer newcomer;

    @BeforeAll
    static void makeAndBuild() throws Exception {
        newcomer = new Newcomer();
        var local = newcomer.folder().resolveSibling(".m2/repository");
        assertFalse(Files.exists(local), "there is something in the local repository");
        newcomer.types(typed().get(0) + typed().get(1), newcomer.folder());
    }

    @AfterAll
    static void leave() {
        if (newcomer != null) {
            newcomer.close();
        }
    }

    @Test
    void whatTheManualTypesIsAPluginThatASupervisorUses() throws Exception {
        try (var household = withTide()) {
            drop(household);
            assertEquals("\"$reeve/bin/reeve\" up\n", typed().get(3));
            var up = household.up();
            household.awaitPhase("second", "running");
            assertEquals("ready\n", Files.readString(household.folder().resolve("state")));

            var told = household.reeve("plugins", "info", "tide").expecting(0).out();
            assertTrue(told.contains("ready strategy: tide"), told);
            assertTrue(told.contains(household.folder().resolve("plugins").toString()), told);
            household.reeve("down").expecting(0);
            assertEquals(0, household.ended(up));
            household.assertNothingLeft();
        }
    }

    @Test
    void aSupervisorThatRunsUsesItAsSoonAsItIsDropped() throws Exception {
        try (var household = withTide()) {
            var manifest = household.folder().resolve("reeve.yaml");
            var withTide = Files.readString(manifest);
            Files.writeString(manifest, "services: {early: {command: [sleep, '1000']}}\n");
            var up = household.up();
            household.awaitPhase("early", "running");
            drop(household);
            household.await(
                    "the plugin is found",
                    () ->
                            household
                                    .reeve("plugins", "info", "tide")
                                    .out()
                                    .contains("ready strategy: tide"));

            Files.writeString(manifest, withTide);
            household.reeve("reload").expecting(0);
            household.awaitPhase("second", "running");
            household.reeve("down").expecting(0);
            assertEquals(0, household.ended(up));
            household.assertNothingLeft();
        }
    }

    @Test
    void itsOptionsAreCheckedWithThePlaceOfTheMistake() throws Exception {
        try (var household = withTide()) {
            drop(household);
            household.file(
                    "reeve.yaml",
                    """
                    services:
                      one: {command: [sleep, "1"], ready: {tide: {fil: state}}}
                      two: {command: [sleep, "1"], ready: {tide: {file: state, word: " "}}}
                    """);
            var said = household.reeve("check").expecting(2).err();
            assertTrue(said.contains("reeve.yaml:2:") && said.contains("`file`"), said);
            assertTrue(said.contains("`word` must not be blank"), said);
        }
    }

    @Test
    void nothingOfReeveHasToBePublished() {
        var asked = newcomer.central().asked();
        assertTrue(asked.size() > 100, () -> "Central was hardly asked: " + asked);
        assertEquals(
                List.of(), asked.stream().filter(path -> path.startsWith("dev/reeve/")).toList());
    }

    /// The folder of the new plugin, where its manifest is.
    private static Household withTide() throws IOException {
        var household = new Household();
        Folders.copy(newcomer.folder().resolve("tide"), household.folder());
        return household;
    }

    private static void drop(Household household) throws Exception {
        newcomer.types(typed().get(2), household.folder());
    }

    /// What is typed there, block by block: give Maven what the zip brings; make and build a
    /// plugin; drop it; start.
    static List<String> typed() {
        var whole = Page.named("docs/writing-plugins.md");
        int from = whole.text().indexOf("## From idea to a running plugin");
        int to = whole.text().indexOf("\n## ", from);
        var typed =
                new Page(whole.path(), whole.text().substring(from, to))
                        .blocks().stream()
                                .filter(block -> block.info().equals("sh"))
                                .map(Page.Block::text)
                                .toList();
        assertEquals(4, typed.size(), typed::toString);
        return typed;
    }
}
