package dev.reeve.supervisor.core.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;

import dev.reeve.supervisor.core.manifest.WrittenTree;
import dev.reeve.supervisor.core.plugin.Door;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A validator that is not ours, with the schema that we give.
class ManifestSchemaTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final JsonNode WRITTEN =
            MAPPER.valueToTree(ManifestSchema.of(new FakeCatalog()));
    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private static final Schema SCHEMA = REGISTRY.getSchema(WRITTEN);

    /// What is wrong with these is nothing that a schema can see, and why.
    private static final Map<String, Set<String>> UNSEEN =
            Map.of(
                    "what the system has: files, programs, users, CPUs",
                    Set.of(
                            "affinity-not-there.yaml",
                            "base-directory-missing.yaml",
                            "programs.yaml",
                            "user-and-group.yaml",
                            "working-directory-a-file.yaml"),
                    "who waits for whom",
                    Set.of("cycle-of-500.yaml", "cycle-of-five.yaml", "cycles-two.yaml"),
                    "other files",
                    Set.of(
                            "env-file-lines.yaml",
                            "include-a-list.yaml",
                            "include-circle.yaml",
                            "include-itself.yaml",
                            "include-missing.yaml",
                            "include-outside.yaml",
                            "include-twice.yaml"),
                    "two values that do not go together",
                    Set.of("shared-log.yaml", "stats-intervals.yaml"),
                    "what stands inside a text: variables, the character U+0000",
                    Set.of("escaped-nul.yaml", "variables.yaml"));

    @TempDir Path folder = Path.of("");

    static List<Path> brokenManifests() throws IOException {
        return BrokenManifestsTest.brokenManifests();
    }

    @Test
    void itIsASchemaItself() {
        Schema meta =
                REGISTRY.getSchema(
                        SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));
        assertEquals(List.of(), meta.validate(WRITTEN));
    }

    @Test
    void aKindOfSeveralDoorsTakesWhatAnyOfThemDoes() {
        var catalog = new FakeCatalog();
        Map<String, Object> kinds =
                ManifestSchema.kindsOf(
                        catalog,
                        Map.of(
                                "control server", List.of("tcp"),
                                "ready strategy", List.of("file", "tcp")));
        assertEquals(catalog.schema(Door.READY_STRATEGY, "file"), kinds.get("file"));
        assertEquals(
                Map.of(
                        "anyOf",
                        List.of(
                                titled(
                                        "ready strategy",
                                        catalog.schema(Door.READY_STRATEGY, "tcp")),
                                titled(
                                        "control server",
                                        catalog.schema(Door.CONTROL_SERVER, "tcp")))),
                kinds.get("tcp"));
    }

    private static Map<String, Object> titled(String title, Map<String, Object> schema) {
        var titled = new HashMap<>(schema);
        titled.put("title", title);
        return titled;
    }

    @ParameterizedTest
    @MethodSource("brokenManifests")
    void aManifestOfAWrongStructureIsRefused(Path file) {
        Object tree = WrittenTree.of(file);
        if (tree == null) {
            return;
        }
        boolean refused = !mistakes(tree).isEmpty();
        String name = String.valueOf(file.getFileName());
        boolean seen = UNSEEN.values().stream().noneMatch(names -> names.contains(name));
        assertEquals(seen, refused, file::toString);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                """
                services: {a: {command: [sleep, 1]}}
                """,
                """
                x-common: &common {restart: always}
                defaults: {shell: true}
                services:
                  a: {command: "${RUN:-true}", nice: "${NICE:-5}", autostart: "${AUTO:-no}"}
                  x-not: {anything: goes}
                """,
                """
                defaults: {command: "sleep 1"}
                services: {a: {}, b: {ready: {tcp: {port: "${PORT}"}}}}
                """,
                """
                include: [conf.d/*.yaml]
                """,
                """
                services:
                  a:
                    path: sh
                    args: [-c, 1, true]
                    depends_on: {b: , c: {condition: healthy, x-why: so}}
                    start_timeout: 1h30m
                    umask: 027
                    affinity: [0, 2-3]
                    limits: {nofile: 4k, core: unlimited}
                    hooks: [audit, {exec: {command: x}}]
                    stats: [{csv: {path: a.csv}, interval: 0.5}]
                    stop: {signal: sigint, timeout: 0}
                    restart: {policy: always, max_attempts: -1, backoff: {factor: 1.5}}
                    logs: {stdout: a.log, stderr: merge, format: json, rotate: {size: 1MiB}}
                  b: {command: "sleep 1"}
                  c: {command: "sleep 1", restart: never}
                """,
                """
                control_server:
                processes:
                - {name: a b, path: sh, args: , timeout: , ready_strategy: tcp, ready_params: {port: 1}}
                - {name: c, path: sh, shutdown_strategy: do_not_restart, dependencies: [a b]}
                """
            })
    void whatTheReaderTakesIsTaken(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("reeve.yaml"), text);
        assertEquals(List.of(), mistakes(WrittenTree.of(file)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "services: {a: {command: x, comand: y}}",
                "services: {a: {command: x, nice: 20}}",
                "services: {a: {command: x, restart: sometimes}}",
                "services: {a: {command: x, start_timeout: 5 minutes}}",
                "services: {a: {command: x, start_timeout: 0ms}}",
                "services: {a: {command: x, path: y}}",
                "services: {a: {}}",
                "services: {a: {command: x, ready: {tcp: {prot: 1}}}}",
                "services: {a: {command: x, ready: {tcp: {port: 0}}}}",
                "services: {a: {command: x, ready: {tcp: {port: 1}, file: {path: y}}}}",
                "services: {a: {command: x, hooks: [exec]}}",
                "services: {a: {command: x, hooks: [nobody]}}",
                "control: [{http: {listen: a, tokens: b}}]",
                "processes: [{name: a}]",
                "processes: [{name: a, path: b, ready_strategy: tcp, ready_params: {prot: 1}}]",
                "{}"
            })
    void whatIsWrongIsRefused(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("reeve.yaml"), text);
        assertTrue(!mistakes(WrittenTree.of(file)).isEmpty(), text);
    }

    @Test
    void everyKeyTellsWhatItIs() {
        for (String kind : List.of("manifest", "service")) {
            JsonNode keys = WRITTEN.at("/$defs/" + kind + "/properties");
            assertTrue(keys.size() > 10, kind);
            keys.propertyStream()
                    .forEach(key -> assertTrue(key.getValue().has("description"), key.getKey()));
        }
    }

    private static List<Error> mistakes(@Nullable Object tree) {
        return SCHEMA.validate(MAPPER.<JsonNode>valueToTree(tree));
    }
}
