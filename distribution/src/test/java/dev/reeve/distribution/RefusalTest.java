package dev.reeve.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.nio.file.Files;

class RefusalTest {
    @Test
    void aSecondSupervisorIsRefusedAndTheFirstOneStays() throws Exception {
        try (var household = new Household()) {
            household.file("reeve.yaml", "services: {a: {command: [sleep, '100']}}");
            var up = household.up();
            long pid = Household.pid(household.awaitPhase("a", "running"));

            var second = household.reeve("up").expecting(1);
            assertTrue(second.err().contains(Long.toString(up.pid())), second.err());
            assertFalse(second.err().contains("\tat "), second.err());

            assertEquals(pid, Household.pid(household.control().service("a")));
            household.reeve("down").expecting(0);
            assertEquals(0, household.ended(up));
            household.assertNothingLeft();
        }
    }

    @Test
    void everyMistakeIsToldAndNothingIsStarted() throws Exception {
        try (var household = new Household()) {
            household.file(
                    "reeve.yaml",
                    """
                    services:
                      good: {command: [touch, started]}
                      one: {comand: [sleep, "1"]}
                      two: {command: [sleep, "1"], depends_on: [ghost]}
                    """);
            for (var verb : new String[] {"check", "up"}) {
                var said = household.reeve(verb).expecting(2).err();
                assertTrue(said.contains("reeve.yaml:3:") && said.contains("comand"), said);
                assertTrue(said.contains("reeve.yaml:4:") && said.contains("ghost"), said);
            }
            assertFalse(Files.exists(household.folder().resolve("started")));
            household.assertNothingLeft();
        }
    }

    @Test
    void aManifestThatIsNotThereIsAMistake() throws Exception {
        try (var household = new Household()) {
            var said = household.reeve("up", "-f", "nowhere.yaml").expecting(2).err();
            assertTrue(said.contains("nowhere.yaml"), said);
            assertFalse(said.contains("\tat "), said);
        }
    }

    @Test
    void withoutASupervisorAVerbSaysSo() throws Exception {
        try (var household = new Household()) {
            household.file("reeve.yaml", "services: {a: {command: [sleep, '100']}}");
            assertEquals("", household.reeve("status").expecting(3).out());
        }
    }
}
