package dev.reeve.supervisor.core.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reeve.supervisor.api.control.ReloadAnswer.Change;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// What a manifest that was read again means for what runs.
class DifferenceTest {
    @TempDir Path folder;
    private Planned planned;

    @BeforeEach
    void plansHere() {
        planned = new Planned(folder, Map.of("PATH", "/usr/bin:/bin"));
    }

    private Difference between(String before, String after) throws IOException {
        Plan old = planned.plan("services:\n" + before);
        return Difference.between(old, old.services(), planned.plan("services:\n" + after));
    }

    private Difference ofOne(String before, String after) throws IOException {
        return between(
                "  web: {command: [sleep, '1']%s}%n".formatted(before),
                "  web: {command: [sleep, '1']%s}%n".formatted(after));
    }

    @Test
    void commentsAndOtherWaysToSayTheSameChangeNothing() throws IOException {
        var same =
                between(
                        "  web: {command: [sleep, '1']}\n",
                        "  # a remark\n"
                                + "  web:\n"
                                + "    path: sleep\n"
                                + "    args: ['1']\n"
                                + "    autostart: true\n");
        assertEquals(List.of(), same.updated());
        assertEquals(new Changes(List.of(), List.of(), java.util.Set.of()), same.changes());
    }

    @Test
    void whatIsNewGoneAndOtherwiseIsNamedInOrder() throws IOException {
        var difference =
                between(
                        "  c: {command: [sleep, '1']}\n  b: {command: [sleep, '1']}\n"
                                + "  a: {command: [sleep, '1']}\n",
                        "  z: {command: [sleep, '1']}\n  d: {command: [sleep, '1']}\n"
                                + "  b: {command: [sleep, '2']}\n  a: {command: [sleep, '1']}\n");
        assertEquals(List.of("d", "z"), difference.added());
        assertEquals(List.of("c"), difference.removed());
        assertEquals(List.of("b"), difference.updated());
        assertEquals(List.of(), difference.inPlace());
    }

    @Test
    void whatARunIsNotMadeByHoldsInPlace() throws IOException {
        for (String key :
                List.of(
                        "description: shop",
                        "restart: never",
                        "stop: {timeout: 9s}",
                        "ready: {tcp: {port: 80}}",
                        "hooks: [audit]",
                        "logs: {stdout: other.log}",
                        "on_orphan: adopt")) {
            assertEquals(List.of("web"), ofOne("", ", " + key).inPlace(), key);
        }
    }

    @Test
    void whatARunIsMadeByNeedsANewOne() throws IOException {
        for (String key :
                List.of(
                        "environment: {A: b}",
                        "nice: 5",
                        "umask: '022'",
                        "inherit_environment: false",
                        "logs: {stderr: merge}")) {
            var difference = ofOne("", ", " + key);
            assertEquals(List.of("web"), difference.updated(), key);
            assertEquals(List.of(), difference.inPlace(), key);
        }
    }

    @Test
    void eachChangeIsSaidByItsKeyAndNoSecretIsShown() throws IOException {
        var difference =
                ofOne(
                        ", environment: {LOG: debug, API_KEY: s3cret}",
                        ", environment: {LOG: info, API_KEY: 0ther5}, nice: 5");
        assertEquals(
                List.of(
                        new Change("environment.API_KEY", "***", "***"),
                        new Change("environment.LOG", "debug", "info"),
                        new Change("nice", null, "5")),
                difference.details().get("web"));
    }

    @Test
    void whoBeginsToBeWaitedForIsNotUpdated() throws IOException {
        var difference =
                between(
                        "  db: {command: [sleep, '1']}\n",
                        "  db: {command: [sleep, '1']}\n"
                                + "  web: {command: [sleep, '1'], depends_on: [db]}\n");
        assertEquals(List.of(), difference.updated());
        var renewal = difference.changes().renewed().getFirst();
        assertEquals(How.IN_PLACE, renewal.how());
        assertTrue(renewal.plan().awaited());
    }

    @Test
    void servicesOfTheSystemAreNeverRemoved() throws IOException {
        var difference =
                between(
                        "  system.probe: {command: [sleep, '1']}\n  a: {command: [sleep, '1']}\n",
                        "  a: {command: [sleep, '1']}\n");
        assertEquals(List.of(), difference.removed());
    }

    @Test
    void whatHoldsForTheSupervisorItselfIsANote() throws IOException {
        Plan old = planned.plan("services: {a: {command: [sleep, '1']}}\n");
        Plan now =
                planned.plan("max_concurrent_starts: 3\nservices: {a: {command: [sleep, '1']}}\n");
        var difference = Difference.between(old, old.services(), now);
        assertEquals(1, difference.notes().size());
        assertTrue(difference.notes().getFirst().contains("max_concurrent_starts"));
        assertFalse(difference.notes().getFirst().isBlank());
    }
}
