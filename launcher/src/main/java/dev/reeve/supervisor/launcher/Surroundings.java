package dev.reeve.supervisor.launcher;

import dev.reeve.supervisor.api.problem.Checked;
import dev.reeve.supervisor.core.House;
import dev.reeve.supervisor.launcher.text.Terminal;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Function;

/// What the command line touches of the world; tests give their own.
///
/// @param out for the answer
/// @param err for everything else
/// @param directory the current folder, absolute
/// @param terminal what `out` is
/// @param clock for spans that end now
/// @param prepare reads and plans a manifest
public record Surroundings(
        PrintStream out,
        PrintStream err,
        Map<String, String> environment,
        Path directory,
        Terminal terminal,
        InstantSource clock,
        Function<House.Start, Checked<House.Prepared>> prepare) {

    /// Those of this process. Text is UTF-8, whatever the locale says: names and output of services
    /// are.
    static Surroundings ofProcess(Function<House.Start, Checked<House.Prepared>> prepare) {
        Map<String, String> environment = System.getenv();
        return new Surroundings(
                utf8(FileDescriptor.out),
                utf8(FileDescriptor.err),
                environment,
                Path.of("").toAbsolutePath(),
                Terminal.ofProcess(environment),
                InstantSource.system(),
                prepare);
    }

    private static PrintStream utf8(FileDescriptor descriptor) {
        return new PrintStream(
                new BufferedOutputStream(new FileOutputStream(descriptor), 8192),
                true,
                StandardCharsets.UTF_8);
    }
}
