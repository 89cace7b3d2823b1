package dev.reeve.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// What `reeve schema` tells an editor, with the options of all plugins of the zip, holds for every
/// manifest that is shown.
class SchemaTest {
    @Test
    void everyManifestOfTheManualAndEveryExampleFits() throws Exception {
        var schema = schema();
        int manifests = 0;
        List<String> wrong = new ArrayList<>();
        for (var page : Page.all()) {
            for (var block : page.blocks()) {
                if (block.info().equals("yaml")) {
                    manifests++;
                    schema.validate(block.text(), InputFormat.YAML)
                            .forEach(error -> wrong.add(block + ": " + error));
                }
            }
        }
        for (Path example : examples()) {
            manifests++;
            schema.validate(Files.readString(example), InputFormat.YAML)
                    .forEach(error -> wrong.add(example + ": " + error));
        }
        assertEquals(List.of(), wrong);
        assertTrue(manifests > 30, manifests + " manifests");
    }

    @Test
    void whatNoPluginTakesIsSeen() throws Exception {
        var schema = schema();
        for (String use :
                List.of(
                        "ready: {tcp: {prot: 1}}",
                        "ready: {tpc: {port: 1}}",
                        "ready: {tcp: {port: many}}",
                        "health: {http: {port: 1, accept: yes}}",
                        "logs: {forward: [{syslog: {adress: 'udp://a:1'}}]}",
                        "logs: {format: xml}")) {
            String manifest = "services: {a: {command: [sleep, '1'], " + use + "}}";
            assertFalse(schema.validate(manifest, InputFormat.YAML).isEmpty(), use);
        }
    }

    private static Schema schema() throws Exception {
        try (var household = new Household()) {
            String written = household.reeve("schema").expecting(0).out();
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(written);
        }
    }

    /// But for those of the gallery, whose plugins are not built yet.
    private static List<Path> examples() throws IOException {
        Path examples = Unzipped.folder().resolve("examples");
        try (Stream<Path> files = Files.walk(examples)) {
            return files.filter(file -> file.toString().matches(".*\\.(yaml|yml|json)"))
                    .filter(file -> !file.startsWith(examples.resolve("plugins")))
                    .sorted()
                    .toList();
        }
    }
}
