package dev.reeve.plugin.session.community;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/// What an engine has written of the container that it runs. One whose client was killed runs on:
/// it is removed by its number.
///
/// @param engine the program
/// @param file where the number is written to
record Container(String engine, Path file) {
    private static final long PATIENCE_SECONDS = 20;

    @Nullable String id() {
        try {
            String id = Files.readString(file).strip();
            return id.isEmpty() ? null : id;
        } catch (IOException none) {
            return null;
        }
    }

    /// Removes it where there is one, and what was written of it.
    void remove() throws IOException {
        String id = id();
        if (id != null) {
            Process removing =
                    new ProcessBuilder(engine, "rm", "-f", id)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            removing.onExit()
                    .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                    .exceptionally(
                            _ -> {
                                removing.destroyForcibly();
                                return removing;
                            })
                    .join();
        }
        Files.deleteIfExists(file);
    }
}
