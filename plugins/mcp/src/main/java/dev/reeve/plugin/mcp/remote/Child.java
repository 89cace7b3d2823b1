package dev.reeve.plugin.mcp.remote;

import dev.reeve.supervisor.api.spi.SessionException;
import dev.reeve.supervisor.api.state.Liveness;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;

/// A program that was started, with all that it starts in turn.
///
/// Where there is `setsid` it has a session of its own: a Ctrl-C at the terminal is meant for the
/// supervisor, which ends it in good order.
final class Child {
    private static final String MARK = "REEVE_MCP_CHILD";
    private static final Duration LEAVES_BY_ITSELF = Duration.ofSeconds(1);
    private static final Duration DIES = Duration.ofSeconds(5);

    private final Process process;
    private final Tree tree;
    private final Duration stopTimeout;
    private final AtomicBoolean closed = new AtomicBoolean();

    private Child(Process process, Tree tree, Duration stopTimeout) {
        this.process = process;
        this.tree = tree;
        this.stopTimeout = stopTimeout;
    }

    static Child start(Reach.Program program) throws SessionException {
        var builder = new ProcessBuilder().directory(program.directory().toFile());
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("REEVE_"));
        environment.putAll(program.environment());
        String path = environment.getOrDefault("PATH", "");
        check(program, path);
        String mark = UUID.randomUUID().toString();
        environment.put(MARK, mark);
        List<String> command = new ArrayList<>();
        Path setsid = found("setsid", path);
        if (setsid != null) {
            command.add(setsid.toString());
        }
        command.addAll(program.command());
        try {
            Process process = builder.command(command).start();
            return new Child(
                    process, new Tree(process.pid(), MARK + "=" + mark), program.stopTimeout());
        } catch (IOException failure) {
            throw new SessionException(
                    Liveness.Status.MISCONFIGURED,
                    "cannot run " + program + ": " + failure.getMessage(),
                    failure);
        }
    }

    Process process() {
        return process;
    }

    /// Ends it and all it has started: its input ends, it gets TERM, and KILL after a while. An
    /// interrupt hurries that.
    ///
    /// @throws IOException where something still lives
    void close() throws IOException, InterruptedException {
        if (closed.getAndSet(true)) {
            return;
        }
        try {
            process.getOutputStream().close();
        } catch (IOException nothingToFlush) {
            // It is gone, then.
        }
        try {
            if (!tree.endsWithin(LEAVES_BY_ITSELF)) {
                tree.living().forEach(ProcessHandle::destroy);
                if (!tree.endsWithin(stopTimeout)) {
                    kill();
                }
            }
        } catch (InterruptedException hurried) {
            kill();
            throw hurried;
        }
    }

    private void kill() throws IOException, InterruptedException {
        Deadline deadline = Deadline.in(DIES);
        List<ProcessHandle> living = tree.living();
        while (!living.isEmpty() && !deadline.over()) {
            living.forEach(ProcessHandle::destroyForcibly);
            tree.endsWithin(Duration.ofMillis(500));
            living = tree.living();
        }
        if (!living.isEmpty()) {
            throw new IOException(
                    "processes do not die: " + living.stream().map(ProcessHandle::pid).toList());
        }
    }

    private static void check(Reach.Program program, String path) throws SessionException {
        String word = program.command().getFirst();
        if (!Files.isDirectory(program.directory())) {
            throw misconfigured(
                    program, "there is no directory `" + program.directory() + "` to run it in");
        }
        if (word.indexOf('/') < 0) {
            if (found(word, path) == null) {
                throw misconfigured(program, "no such program is in PATH");
            }
        } else if (!Files.isExecutable(program.directory().resolve(word))) {
            throw misconfigured(program, "it is not there, or cannot be run");
        }
    }

    private static SessionException misconfigured(Reach.Program program, String why) {
        return new SessionException(
                Liveness.Status.MISCONFIGURED, "cannot run " + program + ": " + why, null);
    }

    private static @Nullable Path found(String program, String path) {
        for (String folder : List.of(path.split(":", -1))) {
            if (folder.startsWith("/")) {
                Path file = Path.of(folder, program);
                if (Files.isRegularFile(file) && Files.isExecutable(file)) {
                    return file;
                }
            }
        }
        return null;
    }
}
