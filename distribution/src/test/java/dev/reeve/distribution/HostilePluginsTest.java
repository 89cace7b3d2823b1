package dev.reeve.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Ready strategies that hang, throw, loop and make garbage: each is named and cut off, and those
/// beside it notice nothing.
class HostilePluginsTest {
    private static final List<String> KINDS = List.of("hang", "throw", "churn", "spin");

    @Test
    void whoKeepsMakingMistakesIsCutOffAndTheOthersGoOn() throws Exception {
        try (var household = new Household()) {
            plugins(household);
            household.file("reeve.yaml", manifest(""));
            var up = household.up();
            household.awaitPhase("web", "running");
            for (String kind : KINDS) {
                household.await(
                        kind + " is cut off",
                        () ->
                                String.valueOf(plugin(household, kind).get("error"))
                                        .startsWith("cut off after 5 faults"));
                assertEquals("failed", plugin(household, kind).get("state"));
            }
            var thrown = String.valueOf(plugin(household, "throw").get("error"));
            assertTrue(thrown.matches(".*the last: ready [abc]-throw: StackOverflowError"), thrown);
            household.await("that is told", () -> cutOffs(household) == KINDS.size());
            var list = household.reeve("plugins", "list").expecting(0).out();
            assertTrue(list.lines().findFirst().orElse("").contains("CALLS"), list);
            othersGoOn(household);
            end(household, up);
        }
    }

    @Test
    void whoIsKeptGoesOnFailingAndTheOthersGoOn() throws Exception {
        try (var household = new Household()) {
            plugins(household);
            household.file("reeve.yaml", manifest(", on_fault: keep"));
            var up = household.up();
            household.awaitPhase("web", "running");
            household.await(
                    "the loops are no more begun",
                    () -> ((Number) calls(household, "spin").get("refused")).intValue() > 0);
            household.await(
                    "it throws on",
                    () -> ((Number) calls(household, "throw").get("failed")).intValue() > 20);
            assertEquals("started", plugin(household, "throw").get("state"));
            assertEquals(0, cutOffs(household));
            othersGoOn(household);
            end(household, up);
        }
    }

    /// Restarts, hooks, health checks and control: all of it.
    private static void othersGoOn(Household household) throws Exception {
        long before = Household.pid(household.control().service("web"));
        assertTrue(ProcessHandle.of(before).orElseThrow().destroyForcibly());
        household.awaitPid("web", before);
        household.awaitPhase("web", "running");
        household.await(
                "its health is known",
                () -> "healthy".equals(household.control().service("web").get("health")));
        assertTrue(Files.exists(household.folder().resolve("hooked")));
        household.reeve("status").expecting(0);
    }

    private static Map<String, Object> plugin(Household household, String kind) throws IOException {
        return household.control().items("/v1/plugins?").stream()
                .filter(plugin -> plugin.get("id").equals("hostile-" + kind))
                .findFirst()
                .orElseThrow();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> calls(Household household, String kind) throws IOException {
        var calls = (Map<String, Object>) plugin(household, kind).get("calls");
        assertNotNull(calls);
        return calls;
    }

    private static long cutOffs(Household household) throws IOException {
        return household.control().events().stream()
                .filter(event -> "plugin".equals(event.get("type")))
                .count();
    }

    private static String manifest(String more) {
        var text = new StringBuilder();
        text.append("plugins: {directory: plugins").append(more).append("}\nservices:\n");
        text.append(
                """
                  web:
                    command: [sleep, "1000"]
                    restart: {policy: always, backoff: {initial: 50ms, max: 100ms}}
                    health: {exec: {command: "true"}, interval: 500ms, timeout: 10s}
                    hooks: [{exec: {command: [touch, hooked], moments: [post_start]}}]
                """);
        for (String kind : KINDS) {
            for (String name : List.of("a-" + kind, "b-" + kind, "c-" + kind)) {
                text.append(
                        """
                          %s:
                            command: [sleep, "1000"]
                            ready: {%s: {}, timeout: 300ms}
                            restart: {policy: always, max_attempts: -1, backoff: {initial: 50ms, max: 100ms}}
                        """
                                .formatted(name, kind));
            }
        }
        return text.toString();
    }

    private static void plugins(Household household) throws Exception {
        var sources = Path.of("src/bench/Hostile.java").toAbsolutePath();
        var jdk = Path.of(System.getProperty("java.home"), "bin");
        var commands = new StringBuilder();
        commands.append(
                "'%s/javac' -cp '%s'/lib/*supervisor-api*.jar -d classes '%s'\n"
                        .formatted(jdk, Unzipped.folder(), sources));
        commands.append("mkdir -p plugins classes/META-INF/services\n");
        for (String kind : KINDS) {
            var type = "Hostile$" + Character.toUpperCase(kind.charAt(0)) + kind.substring(1);
            commands.append(
                    """
                    echo '%s' >classes/META-INF/services/dev.reeve.supervisor.api.spi.ReadyStrategyPlugin
                    printf 'Plugin-Id: hostile-%s\\nPlugin-Version: 1.0.0\\n' >MANIFEST.MF
                    '%s/jar' --create --file plugins/%s.jar --manifest MANIFEST.MF -C classes .
                    """
                            .formatted(type, kind, jdk, kind));
        }
        household.run(List.of("sh", "-euc", commands.toString())).expecting(0);
    }

    private static void end(Household household, Process up) throws Exception {
        household.reeve("down").expecting(0);
        assertEquals(0, household.ended(up));
        household.assertNothingLeft();
    }
}
