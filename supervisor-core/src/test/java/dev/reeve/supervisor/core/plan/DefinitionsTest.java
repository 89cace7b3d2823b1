package dev.reeve.supervisor.core.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.fail;

import dev.reeve.supervisor.api.model.ServiceSpec;
import dev.reeve.supervisor.api.problem.Checked;
import dev.reeve.supervisor.api.problem.Problem;
import dev.reeve.supervisor.core.manifest.Manifest;
import dev.reeve.supervisor.core.manifest.ManifestReader;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

class DefinitionsTest {
    @TempDir Path folder;

    private ServiceSpec service(String keys) throws IOException {
        Path file =
                Files.writeString(
                        folder.resolve("m.yaml"),
                        "kill_timeout: 5s\nservices:\n  db: {command: [a]}\n  web: {"
                                + keys
                                + "}\n");
        return switch (ManifestReader.read(file, Map.of())) {
            case Checked.Valid<Manifest>(Manifest manifest) -> manifest.services().get(1);
            case Checked.Invalid<Manifest>(List<Problem> problems) -> fail(problems.toString());
        };
    }

    @Test
    void aDefinitionIsReadBackToTheSameSpec() throws IOException {
        ServiceSpec spec =
                service(
                        "command: [a, b c], description: d, display_name: e, environment: {A: x},"
                            + " user: root, umask: '027', nice: 3, affinity: [0], limits: {nofile:"
                            + " 5, core: -1}, depends_on: {db: {condition: started}}, ready: {tcp:"
                            + " {port: 1, hosts: [a]}}, restart: always, hooks: [audit, {exec:"
                            + " {command: x}}], stats: [{csv: {path: s}}], secrets: [MINE], logs:"
                            + " {stdout: o, stderr: merge}, stop: {signal: INT}");
        Map<String, Object> definition = new LinkedHashMap<>(Definitions.of(spec));
        definition.remove("name");
        String json = json(definition);
        assertEquals(spec, service(json.substring(1, json.length() - 1)));
        ServiceSpec shell = service("command: 'a | b', shell: true");
        assertEquals("a | b", Definitions.of(shell).get("command"));
    }

    private static String json(Object value) {
        return switch (value) {
            case Map<?, ?> map ->
                    "{"
                            + String.join(
                                    ", ",
                                    map.entrySet().stream()
                                            .map(e -> json(e.getKey()) + ": " + json(e.getValue()))
                                            .toList())
                            + "}";
            case List<?> list ->
                    "["
                            + String.join(", ", list.stream().map(DefinitionsTest::json).toList())
                            + "]";
            case String text -> "\"" + text + "\"";
            default -> value.toString();
        };
    }

    @Test
    void secretsAreHiddenWhereverTheyStand() throws IOException {
        ServiceSpec spec =
                service(
                        "command: [a, --key=s3cret, s3cret-too], secrets: [MINE], environment:"
                            + " {API_KEY: s3cret, API_TOKEN: s3cret-too, DB_PASSWORD: hunter2,"
                            + " x_secret: abcd, MINE: mine1234, URL: 'http://u:hunter2@h', LOG:"
                            + " debug}, ready: {http: {token: tttt, api_key: kkkk, header: hunter2,"
                            + " port: 1}}");
        String shown = Definitions.of(spec).toString();
        for (String secret : List.of("s3cret", "hunter2", "abcd", "mine1234", "tttt", "kkkk")) {
            assertFalse(shown.contains(secret), secret + " in " + shown);
        }
        assertEquals(List.of("a", "--key=***", "***"), Definitions.of(spec).get("command"));
        assertEquals(
                "{API_KEY=***, API_TOKEN=***, DB_PASSWORD=***, LOG=debug, MINE=***,"
                        + " URL=http://u:***@h, x_secret=***}",
                String.valueOf(Definitions.of(spec).get("environment")));
    }

    @Test
    void theHashChangesWithTheMeaningOnly() throws IOException {
        String hash =
                Definitions.hash(service("command: [a, b], environment: {A: x, API_KEY: k1}"));
        assertEquals(
                hash,
                Definitions.hash(
                        service(
                                "environment: {API_KEY: k1, A: x}, # comment\n"
                                        + "   path: a, args: [b]")));
        assertNotEquals(
                hash,
                Definitions.hash(service("command: [a, b], environment: {A: x, API_KEY: k2}")));
        assertNotEquals(
                hash,
                Definitions.hash(service("command: [a b], environment: {A: x, API_KEY: k1}")));
    }

    @Test
    void theHashIsTheSameInEveryRun() {
        // Worked out elsewhere, from `{t1:a{t1:xv3:2.5}t1:b[v1:1t1:1v4:true]}`.
        assertEquals(
                "beb0fe5e03fcbaa0",
                Fingerprint.of(Map.of("b", List.of(1, "1", true), "a", Map.of("x", 2.5))));
    }
}
