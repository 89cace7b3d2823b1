package dev.reeve.plugin.hook.exec;

import org.jspecify.annotations.Nullable;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/// A command, as it is run each time.
///
/// @param words the program and its arguments
/// @param timeout after which it is killed, with all it has started
record Command(List<String> words, Path directory, Duration timeout) {
    private static final int LOOK_MILLIS = 20;

    /// Runs it to its end.
    ///
    /// @param told variables to set, and with null to unset
    /// @throws CommandFailed where it could not be run, ran too long, or its code was not 0
    /// @throws InterruptedException where it was not let end; it has been killed
    void run(Map<String, @Nullable String> told) throws CommandFailed, InterruptedException {
        Process process = start(told);
        Output output = new Output();
        try (InputStream printed = process.getInputStream()) {
            boolean ended = endsInTime(process, printed, output);
            if (!ended) {
                kill(process);
            }
            output.take(printed);
            if (!ended) {
                throw new CommandFailed(name() + " was killed after " + time() + output.end());
            }
        } catch (InterruptedException notLetEnd) {
            kill(process);
            throw notLetEnd;
        } catch (IOException cannotClose) {
            // Nobody reads it any more.
        }
        if (process.exitValue() != 0) {
            throw new CommandFailed(name() + " exited with " + process.exitValue() + output.end());
        }
    }

    /// Takes what it prints meanwhile, so that it never waits for a full pipe. Looks for that every
    /// 20 ms, because a read that waits for more would hold a thread for as long as anything that
    /// the command has left in the background.
    private boolean endsInTime(Process process, InputStream printed, Output output)
            throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.NANOSECONDS.convert(timeout);
        long wait = 0;
        while (!process.waitFor(wait, TimeUnit.MILLISECONDS)) {
            wait = output.take(printed) ? 0 : LOOK_MILLIS;
            if (System.nanoTime() - end > 0) {
                return false;
            }
        }
        return true;
    }

    private Process start(Map<String, @Nullable String> told) throws CommandFailed {
        ProcessBuilder builder = new ProcessBuilder(words).directory(directory.toFile());
        builder.redirectInput(new File("/dev/null")).redirectErrorStream(true);
        told.forEach(
                (name, value) -> {
                    if (value == null) {
                        builder.environment().remove(name);
                    } else {
                        builder.environment().put(name, value);
                    }
                });
        try {
            return builder.start();
        } catch (IOException refused) {
            Throwable cause = refused.getCause();
            String why = cause == null ? refused.getMessage() : cause.getMessage();
            throw new CommandFailed("cannot run " + name() + " in `" + directory + "`: " + why);
        }
    }

    /// Kills it and its descendants, and lists them again until there are no new ones, because they
    /// may start others meanwhile. The command itself comes last, for without it nobody knows whose
    /// children the others are.
    private static void kill(Process process) {
        Set<ProcessHandle> killed = new HashSet<>();
        boolean more = true;
        while (more) {
            List<ProcessHandle> found = process.descendants().toList();
            found.forEach(ProcessHandle::destroyForcibly);
            more = killed.addAll(found);
        }
        process.destroyForcibly();
    }

    private String name() {
        return "`" + words.getFirst() + "`";
    }

    private String time() {
        return timeout.toMillis() % 1000 == 0
                ? timeout.toSeconds() + " s"
                : timeout.toMillis() + " ms";
    }
}
