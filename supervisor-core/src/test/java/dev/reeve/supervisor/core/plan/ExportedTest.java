package dev.reeve.supervisor.core.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.reeve.supervisor.core.manifest.DefinitionReader;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Services as a manifest that reads back equal.
class ExportedTest {
    private static final Map<String, String> ENVIRONMENT =
            Map.of("PATH", "/usr/bin:/bin", "API_KEY", "s3cret-1");

    @TempDir Path folder;

    /// Plain values are YAML, too, when they are written as JSON.
    private static String json(Object value) {
        return switch (value) {
            case Map<?, ?> map ->
                    map.entrySet().stream()
                            .map(e -> json(e.getKey()) + ": " + json(e.getValue()))
                            .collect(java.util.stream.Collectors.joining(", ", "{", "}"));
            case List<?> list ->
                    list.stream()
                            .map(ExportedTest::json)
                            .collect(java.util.stream.Collectors.joining(", ", "[", "]"));
            case String text -> '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
            default -> value.toString();
        };
    }

    @Test
    void whatIsExportedReadsBackEqualAndShowsNoSecret() throws IOException {
        var planned = new Planned(folder, ENVIRONMENT);
        Plan plan =
                planned.plan(
                        """
                        name: shop
                        kill_timeout: 7s
                        max_dynamic: -1
                        services:
                          db:
                            command: 'sleep 5 && echo "cost: $$5"'
                            shell: true
                            environment: {API_KEY: "${API_KEY}", URL: "http://x/?k=${API_KEY}"}
                            ready: {tcp: {port: 6379}, timeout: 3s, on_timeout: fail}
                            stop: {signal: INT, timeout: 90s}
                            umask: "027"
                            nice: 5
                            limits: {nofile: 4096, core: 0}
                            logs: {stdout: db.log, stderr: merge}
                          web:
                            command: [sleep, "1"]
                            restart: never
                            depends_on: {db: {condition: started, required: false, restart: true}}
                            hooks: [audit, {exec: {command: "true"}}]
                            stats: [{csv: {path: a.csv}, interval: 3s}]
                            success_exit_codes: [0, 3]
                            on_orphan: adopt
                        """);
        var specs = plan.services().stream().map(ServicePlan::spec).toList();
        String text = json(Exported.of(plan, specs));
        assertFalse(text.contains("s3cret"), text);
        Plan again = planned.plan(text);
        assertEquals(specs, again.services().stream().map(ServicePlan::spec).toList());
        assertEquals(plan.manifest().settings(), again.manifest().settings());
        assertEquals(plan.manifest().stateDirectory(), again.manifest().stateDirectory());
    }

    @Test
    void aServiceBesideTheManifestIsPlannedAgainstWhatIsThere() throws IOException {
        var planned = new Planned(folder, ENVIRONMENT);
        Plan plan = planned.plan("services: {db: {command: [sleep, '1']}}\n");
        var specs = plan.services().stream().map(ServicePlan::spec).toList();
        Map<String, Object> definition =
                Map.of(
                        "name", "web",
                        "command", List.of("sleep", "9"),
                        "environment", Map.of("KEY", "${API_KEY}"),
                        "depends_on", List.of("db"),
                        "nice", 5L);
        var draft = DefinitionReader.draft("dynamic", definition, plan.manifest(), ENVIRONMENT);
        Plan beside = Planned.good(planned.planner().planBeside(draft, specs));
        var web = Planned.spec(beside, "web");
        assertEquals("process:dynamic:web", web.key().toString());
        assertEquals("[db]", web.dependencies().stream().map(d -> d.service()).toList().toString());
    }

    @Test
    void whatIsWrongWithADefinitionIsSaidAllAtOnceWithoutAPlace() throws IOException {
        var planned = new Planned(folder, ENVIRONMENT);
        Plan plan = planned.plan("services: {db: {command: [sleep, '1']}}\n");
        Map<String, Object> definition =
                Map.of("name", "web", "comand", "x", "nice", 99L, "depends_on", List.of("ghost"));
        var draft = DefinitionReader.draft("dynamic", definition, plan.manifest(), ENVIRONMENT);
        var checked =
                planned.planner().planBeside(draft, List.of(plan.services().getFirst().spec()));
        var problems =
                ((dev.reeve.supervisor.api.problem.Checked.Invalid<Plan>) checked).problems();
        assertEquals(4, problems.size(), problems.toString());
        assertEquals(0, problems.stream().filter(problem -> problem.place() != null).count());
    }
}
