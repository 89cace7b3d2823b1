package dev.reeve.plugin.ready.exec;

import dev.reeve.supervisor.api.spi.ReadyRun;

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

/// The command of one service, as it is run each time.
final class Command {
    private static final int LOOK_MILLIS = 20;

    /// By this name the supervisor knows the processes of its services, and this is none.
    private static final String TOKEN = "REEVE_RUN";

    private final ExecOptions options;
    private final Duration longest;

    /// @param longest how long it may take, where the options do not say it
    Command(ExecOptions options, Duration longest) {
        this.options = options;
        this.longest = options.timeout().orElse(longest);
    }

    /// What came of it.
    ///
    /// @param words what people read: its last line, or its exit code
    record Result(boolean good, String words) {}

    /// Runs it to its end, or until its time is up.
    ///
    /// @throws InterruptedException where it was not let end; it has been killed
    Result run(ReadyRun run) throws InterruptedException {
        Path directory = options.workingDirectory().orElse(run.directory());
        Process process;
        try {
            process = start(run, directory);
        } catch (IOException refused) {
            return new Result(false, words(refused, directory));
        }
        try {
            return ended(process);
        } finally {
            if (process.isAlive()) {
                kill(process);
            }
        }
    }

    private Process start(ReadyRun run, Path directory) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(options.command());
        builder.directory(directory.toFile());
        builder.redirectInput(new File("/dev/null")).redirectErrorStream(true);
        Map<String, String> environment = builder.environment();
        environment.remove(TOKEN);
        environment.putAll(options.environment());
        environment.put("REEVE_SERVICE", run.service());
        environment.put("REEVE_RUN_NUMBER", Integer.toString(run.run()));
        environment.put("REEVE_PID", Long.toString(run.pid()));
        return builder.start();
    }

    /// Takes what it prints meanwhile, so that it never waits for a full pipe. Looks for that every
    /// 20 ms, because a read that waits for more would hold a thread for as long as anything that
    /// the command has left in the background.
    private Result ended(Process process) throws InterruptedException {
        Output output = new Output();
        long end = System.nanoTime() + TimeUnit.NANOSECONDS.convert(longest);
        try (InputStream printed = process.getInputStream()) {
            long wait = 0;
            while (!process.waitFor(wait, TimeUnit.MILLISECONDS)) {
                wait = output.take(printed) ? 0 : LOOK_MILLIS;
                if (System.nanoTime() - end > 0) {
                    kill(process);
                    output.take(printed);
                    return new Result(false, told("was killed after " + time(), output));
                }
            }
            output.take(printed);
        } catch (IOException cannotClose) {
            // Nobody reads it any more.
        }
        int code = process.exitValue();
        return code == 0
                ? new Result(
                        true, output.lastLine().isEmpty() ? "exited with 0" : output.lastLine())
                : new Result(false, told("exited with " + code, output));
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

    private String told(String what, Output output) {
        String last = output.lastLine();
        return "`"
                + options.command().getFirst()
                + "` "
                + what
                + (last.isEmpty() ? "" : ": " + last);
    }

    private String words(IOException refused, Path directory) {
        Throwable cause = refused.getCause() == null ? refused : refused.getCause();
        String program = options.command().getFirst();
        return "cannot run `%s` in `%s`: %s".formatted(program, directory, cause.getMessage());
    }

    private String time() {
        return longest.toMillis() % 1000 == 0
                ? longest.toSeconds() + " s"
                : longest.toMillis() + " ms";
    }
}
