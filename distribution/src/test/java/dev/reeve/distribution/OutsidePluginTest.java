package dev.reeve.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/// Somebody else's plugin: compiled against `lib/` of the zip with the JDK's own tools, and nothing
/// of this build.
class OutsidePluginTest {
    @Test
    void aPluginCompiledOutsideIsFoundUsedAndNamed() throws Exception {
        try (var household = new Household()) {
            Files.createDirectories(household.folder().resolve("plugins"));
            build(household, household.folder().resolve("plugins/outside.jar"));
            household.file(
                    "reeve.yaml",
                    """
                    services:
                      gate: {command: [sleep, "100"], ready: {folder: {path: open}, timeout: 15s}}
                      late: {command: [sleep, "100"], depends_on: [gate]}
                    """);
            var up = household.up();
            household.awaitPhase("gate", "starting");
            assertEquals("waiting", household.control().service("late").get("phase"));
            Files.createDirectory(household.folder().resolve("open"));
            household.awaitPhase("late", "running");

            var listed = household.reeve("plugins", "list").expecting(0).out();
            assertTrue(listed.contains("outside-folder") && listed.contains("3.2.1"), listed);
            household.reeve("down").expecting(0);
            assertEquals(0, household.ended(up));
            household.assertNothingLeft();
        }
    }

    @Test
    void itsOptionsAreCheckedWithThePlaceOfTheMistake() throws Exception {
        try (var household = new Household()) {
            Files.createDirectories(household.folder().resolve("plugins"));
            build(household, household.folder().resolve("plugins/outside.jar"));
            household.file(
                    "reeve.yaml",
                    "services:\n  gate: {command: [sleep, '1'], ready: {folder: {pth: open}}}\n");
            var said = household.reeve("check").expecting(2).err();
            assertTrue(said.contains("reeve.yaml:2:50:"), said);
            assertTrue(said.contains("did you mean `path`?"), said);
            household.file(
                    "reeve.yaml",
                    "services:\n  gate: {command: [sleep, '1'], ready: {foldr: {path: open}}}\n");
            said = household.reeve("check").expecting(2).err();
            assertTrue(said.contains("did you mean `folder`?"), said);
        }
    }

    @Test
    void itsOptionsAreAPartOfTheSchemaAndOfWhatIsToldOfIt() throws Exception {
        try (var household = new Household()) {
            Files.createDirectories(household.folder().resolve("plugins"));
            build(household, household.folder().resolve("plugins/outside.jar"));
            household.file("reeve.yaml", "services: {a: {command: [sleep, '1']}}\n");
            var schema =
                    SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                            .getSchema(household.reeve("schema").expecting(0).out());
            String manifest = "services: {a: {command: [sleep, '1'], ready: {folder: %s}}}";
            assertEquals(
                    List.of(),
                    schema.validate(manifest.formatted("{path: open}"), InputFormat.YAML));
            for (String wrong : List.of("{pth: open}", "{}", "{path: [open]}")) {
                assertFalse(
                        schema.validate(manifest.formatted(wrong), InputFormat.YAML).isEmpty(),
                        wrong);
            }
            var told = household.reeve("plugins", "info", "outside-folder").expecting(0).out();
            assertTrue(
                    told.endsWith(
                            """

                            folder (ready strategy)
                              OPTION  TYPE  DEFAULT     ABOUT
                              path    path  (required)  the folder that is to appear
                            """),
                    told);
        }
    }

    @Test
    void itsOptionsAreAPartOfTheOpenApiDocumentOfARunningSupervisor() throws Exception {
        try (var household = new Household()) {
            household.file("reeve.yaml", "services: {a: {command: [sleep, '100']}}\n");
            var up = household.up();
            household.awaitPhase("a", "running");
            assertFalse(ready(household).containsKey("folder"));
            Files.createDirectories(household.folder().resolve("plugins"));
            build(household, household.folder().resolve("plugins/outside.jar"));
            household.await("it is in use", () -> ready(household).containsKey("folder"));
            var document = household.control().get("/openapi.json");
            var dangling = new ArrayList<String>();
            references(
                    document,
                    reference -> {
                        Object at = document;
                        for (String step : reference.substring(2).split("/")) {
                            at = at instanceof Map<?, ?> map ? map.get(step) : null;
                        }
                        if (!reference.startsWith("#/") || at == null) {
                            dangling.add(reference);
                        }
                    });
            assertEquals(List.of(), dangling);
            household.reeve("down").expecting(0);
            assertEquals(0, household.ended(up));
        }
    }

    /// What may stand below `ready` in the definition of a service.
    private static Map<?, ?> ready(Household household) throws IOException {
        Object at = household.control().get("/openapi.json");
        for (String step : List.of("components", "schemas", "ServiceKeys", "properties", "ready")) {
            at = ((Map<?, ?>) at).get(step);
        }
        return properties(at);
    }

    /// The properties of what is a mapping, or may also be something else.
    private static Map<?, ?> properties(Object schema) {
        if (schema instanceof Map<?, ?> map && map.get("properties") instanceof Map<?, ?> found) {
            return found;
        }
        if (schema instanceof Map<?, ?> map && map.get("anyOf") instanceof List<?> several) {
            return several.stream()
                    .map(OutsidePluginTest::properties)
                    .filter(found -> !found.isEmpty())
                    .findFirst()
                    .orElse(Map.of());
        }
        return Map.of();
    }

    private static void references(Object node, Consumer<String> told) {
        if (node instanceof List<?> list) {
            list.forEach(each -> references(each, told));
        } else if (node instanceof Map<?, ?> map) {
            map.forEach(
                    (key, value) -> {
                        if (key.equals("$ref") && value instanceof String reference) {
                            told.accept(reference);
                        } else {
                            references(value, told);
                        }
                    });
        }
    }

    @Test
    void itIsTriedDroppedDisabledEnabledAndTakenAwayWhileTheSupervisorRuns() throws Exception {
        try (var household = new Household()) {
            Path jar = household.folder().resolve("outside.jar");
            build(household, jar);
            var tried = household.reeve("plugins", "verify", "outside.jar").expecting(0).out();
            assertTrue(tried.contains("outside-folder 3.2.1") && tried.endsWith("good\n"), tried);
            household.file("reeve.yaml", "services:\n  plain: {command: [sleep, '100']}\n");
            var up = household.up();
            household.awaitPhase("plain", "running");
            var pid = household.control().service("plain").get("pid");

            Path plugins = Files.createDirectories(household.folder().resolve("plugins"));
            Files.move(jar, plugins.resolve("outside.jar"));
            household.await("it is found", () -> states(household).equals(List.of("started")));
            household.file(
                    "reeve.yaml",
                    """
                    services:
                      plain: {command: [sleep, '100']}
                      gate: {command: [sleep, "100"], ready: {folder: {path: open}, timeout: 15s}}
                    """);
            Files.createDirectory(household.folder().resolve("open"));
            household.reeve("reload").expecting(0);
            household.awaitPhase("gate", "running");

            household.reeve("plugins", "disable", "outside-folder").expecting(0);
            assertEquals(List.of("disabled"), states(household));
            household.awaitPhase("gate", "failed");
            household.reeve("plugins", "enable", "outside-folder").expecting(0);
            household.awaitPhase("gate", "running");
            var again = household.reeve("plugins", "reload", "outside-folder").expecting(0).out();
            assertEquals("outside-folder 3.2.1: replaced\nservices: gate\n", again);
            household.await("all that was is gone from memory", () -> allCollected(household));
            Files.delete(plugins.resolve("outside.jar"));
            household.awaitPhase("gate", "failed");
            assertEquals(pid, household.control().service("plain").get("pid"));
            household.reeve("down").expecting(0);
            assertEquals(0, household.ended(up));
            household.assertNothingLeft();
        }
    }

    private static List<String> states(Household household) throws IOException {
        return outside(household).map(plugin -> String.valueOf(plugin.get("state"))).toList();
    }

    private static boolean allCollected(Household household) throws IOException {
        return outside(household)
                .map(plugin -> (Map<?, ?>) plugin.get("layers"))
                .allMatch(layers -> layers.get("unloaded").equals(layers.get("collected")));
    }

    private static Stream<Map<String, Object>> outside(Household household) throws IOException {
        return household.control().items("/v1/plugins?").stream()
                .filter(plugin -> "outside-folder".equals(plugin.get("id")));
    }

    private static void build(Household household, Path jar) throws IOException {
        var source = household.folder().resolve("outside");
        household.file("outside/module-info.java", MODULE);
        household.file("outside/org/example/folder/FolderReady.java", PLUGIN);
        var classes = household.folder().resolve("outside-classes");
        run(
                "javac",
                "-p",
                libraries(),
                "-d",
                classes.toString(),
                source.resolve("module-info.java").toString(),
                source.resolve("org/example/folder/FolderReady.java").toString());
        var manifest = household.file("outside/MANIFEST.MF", MANIFEST);
        run(
                "jar",
                "--create",
                "--file",
                jar.toString(),
                "--manifest",
                manifest.toString(),
                "-C",
                classes.toString(),
                ".");
    }

    private static String libraries() throws IOException {
        try (Stream<Path> jars = Files.list(Unzipped.folder().resolve("lib"))) {
            return String.join(
                    ":", jars.map(Path::toString).filter(jar -> !jar.contains("testkit")).toList());
        }
    }

    private static void run(String tool, String... arguments) {
        var all = new ArrayList<>(List.of(arguments));
        assertEquals(
                0,
                ToolProvider.findFirst(tool)
                        .orElseThrow()
                        .run(System.out, System.err, all.toArray(String[]::new)),
                tool);
    }

    private static final String MODULE =
            """
            module org.example.folder {
                requires dev.reeve.supervisor.api;
                provides dev.reeve.supervisor.api.spi.ReadyStrategyPlugin with org.example.folder.FolderReady;
            }
            """;

    private static final String PLUGIN =
            """
            package org.example.folder;

            import dev.reeve.supervisor.api.spi.Kind;
            import dev.reeve.supervisor.api.spi.Option;
            import dev.reeve.supervisor.api.spi.PlanContext;
            import dev.reeve.supervisor.api.spi.ReadyStrategy;
            import dev.reeve.supervisor.api.spi.ReadyStrategyPlugin;
            import java.nio.file.Files;
            import java.nio.file.Path;

            @Kind("folder")
            public final class FolderReady implements ReadyStrategyPlugin<FolderReady.Where> {
                public record Where(@Option(about = "the folder that is to appear") Path path) {}

                @Override
                public ReadyStrategy create(Where where, PlanContext context) {
                    return run -> {
                        while (!Files.isDirectory(where.path())) {
                            run.pause();
                        }
                    };
                }
            }
            """;

    private static final String MANIFEST =
            """
            Manifest-Version: 1.0
            Plugin-Id: outside-folder
            Plugin-Version: 3.2.1
            Plugin-Requires: >=1.0.0 & <2.0.0
            Plugin-Provider: Somebody else
            Plugin-License: MIT
            """;
}
