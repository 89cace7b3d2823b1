package dev.reeve.supervisor.launcher;

import dev.reeve.supervisor.api.problem.Checked;
import dev.reeve.supervisor.core.House;
import dev.reeve.supervisor.launcher.text.Terminal;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Function;

/// Runs `reeve` in this JVM, in a folder, and keeps what it says.
final class Told {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Map<String, String> environment = new HashMap<>();
    private final Path directory;
    private Terminal terminal = Terminal.NONE;
    private Function<House.Start, Checked<House.Prepared>> prepare =
            start -> {
                throw new AssertionError("nothing to prepare here: " + start);
            };

    Told(Path directory) {
        this.directory = directory;
    }

    Told environment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    Told terminal(int columns, boolean colour) {
        terminal =
                new Terminal(true, colour, () -> OptionalInt.of(columns), () -> OptionalInt.of(40));
        return this;
    }

    Told prepare(Function<House.Start, Checked<House.Prepared>> how) {
        prepare = how;
        return this;
    }

    int reeve(String... arguments) {
        out.reset();
        err.reset();
        var around =
                new Surroundings(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        environment,
                        directory,
                        terminal,
                        InstantSource.fixed(Instant.parse("2026-01-31T12:10:00Z")),
                        prepare);
        return Main.run(around, arguments);
    }

    /// What stdout got.
    String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    /// What stderr got.
    String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
