package dev.reeve.supervisor.launcher.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

class StateDirectoryTest {
    @TempDir Path folder;

    @Test
    void itIsHereWhereThereIsNoManifest() {
        assertEquals(folder.resolve(".reeve"), StateDirectory.of(folder, null));
    }

    @Test
    void itIsBesideTheManifest() throws IOException {
        Path manifest = Files.createDirectory(folder.resolve("conf")).resolve("m.yaml");
        Files.writeString(manifest, "services: {}\n");
        assertEquals(
                folder.resolve("conf/.reeve"),
                StateDirectory.of(folder, Path.of("conf", "m.yaml")));
    }

    @Test
    void itIsWhatTheManifestSays() throws IOException {
        says("state_directory: run/state # here\n", "run/state");
        says("state_directory: \"/var/lib/a b\"\n", "/var/lib/a b");
        says("base_directory: sub\nstate_directory: '../state'\n", "state");
        says("{\"name\": \"x\",\n  \"state_directory\": \"json\"}", "json");
    }

    @Test
    void whatItCannotKnowIsTheDefault() throws IOException {
        says("state_directory: ${STATE}\n", ".reeve");
        says("services:\n  a:\n    state_directory: not-this\n", ".reeve");
        says("# state_directory: not-this\n", ".reeve");
    }

    private void says(String text, String expected) throws IOException {
        Files.writeString(folder.resolve("reeve.yaml"), text);
        assertEquals(folder.resolve(expected), StateDirectory.of(folder, null));
    }
}
