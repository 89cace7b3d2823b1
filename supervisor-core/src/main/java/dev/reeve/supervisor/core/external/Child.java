package dev.reeve.supervisor.core.external;

import org.jspecify.annotations.Nullable;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// The process of an external plugin, and what it has started.
final class Child {
    /// By this name the supervisor knows the processes of its services, and this is none.
    private static final String TOKEN = "REEVE_RUN";

    private final Process process;

    private Child(Process process) {
        this.process = process;
    }

    /// Starts it: in a session of its own where the system has `setsid`, so that a terminal's
    /// Ctrl-C is for the supervisor alone, and what it leaves behind is found.
    ///
    /// @throws IOException where it cannot be started; the message says why
    static Child spawn(Launch launch) throws IOException {
        List<String> command = new ArrayList<>();
        String setsid = inPath("setsid");
        if (setsid != null) {
            command.add(setsid);
        }
        command.add(program(launch));
        command.addAll(launch.command().subList(1, launch.command().size()));
        var builder = new ProcessBuilder(command).directory(launch.folder().toFile());
        Map<String, String> environment = builder.environment();
        environment.remove(TOKEN);
        environment.putAll(launch.environment());
        return new Child(builder.start());
    }

    private static String program(Launch launch) throws IOException {
        String name = launch.command().getFirst();
        if (!name.contains("/")) {
            String found = inPath(name);
            if (found == null) {
                throw new IOException("no program is called `" + name + "`");
            }
            return found;
        }
        Path program = launch.folder().resolve(name).normalize();
        if (!Files.isExecutable(program) || Files.isDirectory(program)) {
            throw new IOException("`" + name + "` is no program that may be run");
        }
        return program.toString();
    }

    private static @Nullable String inPath(String name) {
        String path = System.getenv("PATH");
        return Stream.of((path == null ? "/usr/bin:/bin" : path).split(File.pathSeparator))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, name))
                .filter(file -> Files.isExecutable(file) && !Files.isDirectory(file))
                .map(Path::toString)
                .findFirst()
                .orElse(null);
    }

    InputStream output() {
        return process.getInputStream();
    }

    InputStream errors() {
        return process.getErrorStream();
    }

    OutputStream input() {
        return process.getOutputStream();
    }

    long pid() {
        return process.pid();
    }

    /// How it has ended, in words; waits a second for that at most.
    String end() {
        try {
            return process.waitFor(1, TimeUnit.SECONDS)
                    ? "has ended with exit code " + process.exitValue()
                    : "has closed its standard output";
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
            return "has ended";
        }
    }

    /// Waits until it ends by itself, since nothing is to be read any more; then it is told to, and
    /// then killed. Nothing of it is left.
    ///
    /// @param step how long it has each time
    void endWithin(Duration step) {
        try {
            if (!process.waitFor(step.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroy();
                process.waitFor(step.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
        kill();
    }

    /// Kills it and what it has started, and looks again until there is nothing new. It comes last
    /// itself, for without it nobody knows whose children the others are.
    void kill() {
        Set<ProcessHandle> killed = new HashSet<>();
        boolean more = true;
        while (more) {
            List<ProcessHandle> found = others();
            found.forEach(ProcessHandle::destroyForcibly);
            more = killed.addAll(found);
        }
        process.destroyForcibly();
    }

    private List<ProcessHandle> others() {
        Set<ProcessHandle> below = new HashSet<>(process.descendants().toList());
        return ProcessHandle.allProcesses()
                .filter(one -> below.contains(one) || isOfSession(one.pid()))
                .filter(one -> one.pid() != pid() && one.isAlive())
                .toList();
    }

    /// Whether it is in the session that the child leads; never where the child leads none.
    private boolean isOfSession(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", -1);
            return fields.length > 3 && fields[3].equals(Long.toString(pid()));
        } catch (IOException gone) {
            return false;
        }
    }
}
