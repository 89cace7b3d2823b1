package dev.reeve.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// A manifest is changed under services that run.
class ReloadTest {
    private static final int MANY = 1000;

    @Test
    void ofAThousandServicesExactlyTheThreeThatHaveChangedAreTouched() throws Exception {
        try (var household = new Household()) {
            household.file("reeve.yaml", many("s1", "s2"));
            var up = household.up("-q");
            household.await("all run", () -> pids(household).size() == MANY);
            var before = pids(household);

            household.file(
                    "reeve.yaml",
                    many("s1", "s2")
                            .replace(
                                    "s1: {command: [sleep, \"1000\"]}",
                                    "s1: {command: [sleep, \"1001\"]}")
                            .replace("s2: {", "added: {"));
            long begin = System.nanoTime();
            var answer = reload(household);
            System.out.printf(
                    "3 changes of %d services: %.2f s%n", MANY, (System.nanoTime() - begin) / 1e9);
            assertEquals(true, answer.get("success"), answer.toString());
            assertEquals(List.of("added"), answer.get("added"));
            assertEquals(List.of("s2"), answer.get("removed"));
            assertEquals(List.of("s1"), answer.get("updated"));
            household.awaitPhase("s1", "running");
            household.awaitPhase("added", "running");
            var after = pids(household);
            assertEquals(touched(before, after), Set.of("s1", "s2", "added"));

            for (int again = 0; again < 3; again++) {
                reload(household);
            }
            assertEquals(after, pids(household));
            household.reeve("down").expecting(0);
            assertEquals(0, household.ended(up));
            household.assertNothingLeft();
        }
    }

    @Test
    void aMistakeChangesNothing() throws Exception {
        try (var household = new Household()) {
            var up = upWithFew(household);
            var before = pids(household);
            household.file("reeve.yaml", FEW.replace("1001", "1002").replace("adopt", "adapt"));
            var refused = household.reeve("reload").expecting(1);
            assertTrue((refused.out() + refused.err()).contains("reeve.yaml:"), refused.toString());
            var answer =
                    Succession.json(household.reeve("reload", "-o", "json").expecting(1).out());
            assertEquals(
                    Set.of(
                            "success",
                            "added",
                            "removed",
                            "updated",
                            "in_place",
                            "error",
                            "errors",
                            "dry_run",
                            "changes",
                            "notes"),
                    answer.keySet());
            assertEquals(false, answer.get("success"));
            assertEquals(1, ((List<?>) answer.get("errors")).size(), answer.toString());
            Processes.signal("HUP", up.pid());
            household.await("three are told", () -> reloads(household) == 3);
            assertEquals(before, pids(household));
            end(household, up);
        }
    }

    @Test
    void theSignalHupReloadsAndWhatWasAddedBesideStays() throws Exception {
        try (var household = new Household()) {
            var up = upWithFew(household);
            household.file("beside.yaml", "name: beside\ncommand: [sleep, '1000']\n");
            household.reeve("add", "-f", "beside.yaml").expecting(0);
            household.awaitPhase("beside", "running");
            var before = pids(household);
            household.file("reeve.yaml", FEW.replace("1001", "1002"));
            var shown = household.reeve("reload", "--dry-run").expecting(0).out();
            assertTrue(shown.contains("~") && shown.contains("changed"), shown);
            assertEquals(before, pids(household));

            Processes.signal("HUP", up.pid());
            household.awaitPid("changed", before.get("changed"));
            assertEquals(Set.of("changed"), touched(before, pids(household)));
            assertEquals(1, reloads(household));
            end(household, up);
        }
    }

    @Test
    void whatNeedsNoRestartIsChangedInPlace() throws Exception {
        try (var household = new Household()) {
            var up = upWithFew(household);
            var before = pids(household);
            household.file("reeve.yaml", FEW.replace("restart: never, on_orphan: adopt", IN_PLACE));
            var answer = reload(household);
            assertEquals(List.of("same"), answer.get("updated"), answer.toString());
            assertEquals(List.of("same"), answer.get("in_place"), answer.toString());
            assertEquals(before, pids(household));
            assertEquals("other", household.control().service("same").get("description"));
            Processes.signal("KILL", before.get("same"));
            assertNotEquals(before.get("same"), household.awaitPid("same", before.get("same")));
            end(household, up);
        }
    }

    @Test
    void thirtyReloadsWithoutAChangeRestartNothing() throws Exception {
        try (var household = new Household()) {
            var up = upWithFew(household);
            var before = pids(household);
            for (int round = 1; round <= 30; round++) {
                Processes.signal("HUP", up.pid());
                int expected = round;
                household.await("one more", () -> reloads(household) == expected);
            }
            assertEquals(before, pids(household));
            end(household, up);
        }
    }

    private static final String FEW =
            """
            services:
              same: {command: [sleep, "1000"], restart: never, on_orphan: adopt}
              changed: {command: [sleep, "1001"]}
            """;

    private static final String IN_PLACE =
            "description: other, restart: {policy: always, backoff: {initial: 100ms}}";

    private static Process upWithFew(Household household) throws Exception {
        household.file("reeve.yaml", FEW);
        var up = household.up();
        household.await("both run", () -> pids(household).size() == 2);
        return up;
    }

    private static String many(String... first) {
        var text = new StringBuilder("max_concurrent_starts: 64\nservices:\n");
        var names = new LinkedHashSet<>(List.of(first));
        for (int number = 3; names.size() < MANY; number++) {
            names.add("s" + number);
        }
        names.forEach(name -> text.append("  %s: {command: [sleep, \"1000\"]}\n".formatted(name)));
        return text.toString();
    }

    private static Map<String, Object> reload(Household household) throws Exception {
        return Succession.json(household.reeve("reload", "-o", "json").expecting(0).out());
    }

    private static long reloads(Household household) throws IOException {
        return household.control().events().stream()
                .filter(event -> "reload".equals(event.get("type")))
                .count();
    }

    /// Of all that run.
    private static Map<String, Long> pids(Household household) throws IOException {
        var pids = new TreeMap<String, Long>();
        for (var service : household.control().services()) {
            if ("running".equals(service.get("phase"))) {
                pids.put(String.valueOf(service.get("name")), Household.pid(service));
            }
        }
        return pids;
    }

    private static Set<String> touched(Map<String, Long> before, Map<String, Long> after) {
        var names = new LinkedHashSet<>(before.keySet());
        names.addAll(after.keySet());
        names.removeIf(
                name -> before.containsKey(name) && before.get(name).equals(after.get(name)));
        return names;
    }

    private static void end(Household household, Process up) throws Exception {
        household.reeve("down").expecting(0);
        assertEquals(0, household.ended(up));
        household.assertNothingLeft();
    }
}
