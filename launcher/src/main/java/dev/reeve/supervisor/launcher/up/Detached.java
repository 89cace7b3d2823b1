package dev.reeve.supervisor.launcher.up;

import dev.reeve.supervisor.launcher.Failure;
import dev.reeve.supervisor.launcher.Surroundings;
import dev.reeve.supervisor.launcher.client.Client;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchService;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// A supervisor's process in a session of its own, without a terminal.
final class Detached {
    private final Process process;
    private final Path directory;
    private final long logBefore;

    private Detached(Process process, Path directory, long logBefore) {
        this.process = process;
        this.directory = directory;
        this.logBefore = logBefore;
    }

    /// Starts `reeve up` anew. setsid(1) executes it in its own place, and so does `bin/reeve` the
    /// JVM: the started process is the supervisor.
    static Detached start(Surroundings around, List<String> arguments, Path directory)
            throws Failure {
        String script = System.getProperty("reeve.launcher");
        if (script == null) {
            throw Failure.of(
                    Failure.FAILED, "cannot start in the background: bin/reeve was not used");
        }
        var command = new ArrayList<String>();
        setsid(around).ifPresent(command::add);
        command.add(script);
        command.addAll(arguments);
        try {
            createPrivate(directory);
            Path log = directory.resolve("supervisor.log");
            long before = sizeOfPrivate(log);
            var builder =
                    new ProcessBuilder(command)
                            .directory(around.directory().toFile())
                            .redirectInput(new File("/dev/null"))
                            .redirectErrorStream(true)
                            .redirectOutput(Redirect.appendTo(log.toFile()));
            builder.environment().remove("REEVE_DETACH");
            return new Detached(builder.start(), directory, before);
        } catch (IOException failure) {
            throw Failure.of(
                    Failure.FAILED, "cannot start in the background: " + failure.getMessage());
        }
    }

    /// Waits until the supervisor answers on its socket.
    ///
    /// @return false when it has ended instead
    boolean answers(Client client) throws Failure {
        try (WatchService watch = directory.getFileSystem().newWatchService()) {
            directory.register(watch, StandardWatchEventKinds.ENTRY_CREATE);
            // The end of the process must wake this thread, too: the poll below is a net under
            // both.
            while (!isOurs(client)) {
                if (process.waitFor(0, TimeUnit.SECONDS)) {
                    return false;
                }
                var key = watch.poll(50, TimeUnit.MILLISECONDS);
                if (key != null) {
                    key.pollEvents();
                    key.reset();
                }
            }
            return true;
        } catch (IOException failure) {
            throw Failure.of(
                    Failure.FAILED, "cannot watch " + directory + ": " + failure.getMessage());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw Failure.of(Failure.FAILED, "interrupted");
        }
    }

    /// The exit code of a supervisor that has ended; never 0, since it should not have.
    int code() {
        return process.exitValue() == 0 ? Failure.FAILED : process.exitValue();
    }

    /// The lines that the supervisor has written since it was started.
    List<String> saidSince() {
        try (var log = new RandomAccessFile(directory.resolve("supervisor.log").toFile(), "r")) {
            log.seek(Math.min(logBefore, log.length()));
            var bytes = new byte[(int) Math.min(1 << 16, log.length() - log.getFilePointer())];
            log.readFully(bytes);
            return new String(bytes, StandardCharsets.UTF_8).lines().toList();
        } catch (IOException failure) {
            return List.of("reeve: cannot read its log: " + failure.getMessage());
        }
    }

    /// Whether it is this supervisor that answers, and not one that holds the directory already.
    private boolean isOurs(Client client) {
        try {
            return client.get("/v1/supervisor").get("pid") instanceof Number pid
                    && pid.longValue() == process.pid();
        } catch (Failure nobodyYet) {
            return false;
        }
    }

    private static Optional<String> setsid(Surroundings around) {
        String path = around.environment().getOrDefault("PATH", "/usr/bin:/bin");
        for (String folder : path.split(":", -1)) {
            Path program = Path.of(folder, "setsid");
            if (Files.isExecutable(program)) {
                return Optional.of(program.toString());
            }
        }
        return Optional.empty();
    }

    /// Makes the log where there is none: what a supervisor says is for its user only.
    private static long sizeOfPrivate(Path log) throws IOException {
        if (!Files.exists(log)) {
            Files.createFile(
                    log,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
        }
        return Files.size(log);
    }

    private static void createPrivate(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            Files.createDirectories(
                    directory,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
        }
    }
}
