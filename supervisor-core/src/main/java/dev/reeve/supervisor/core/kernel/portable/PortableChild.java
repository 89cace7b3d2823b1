package dev.reeve.supervisor.core.kernel.portable;

import dev.reeve.supervisor.api.model.Signal;
import dev.reeve.supervisor.api.state.Exit;
import dev.reeve.supervisor.core.kernel.Child;
import dev.reeve.supervisor.core.kernel.ChildEvent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/// A child, known by the JDK's handles: a handle holds pid and start time, so that it never means a
/// stranger.
final class PortableChild implements Child {
    private static final int ROUNDS = 100;
    private static final List<Path> KILL_PROGRAMS =
            List.of(Path.of("/bin/kill"), Path.of("/usr/bin/kill"));

    private final Process process;
    private final Instant spawnedAt;
    private final Consumer<ChildEvent> told;
    private final Consumer<Runnable> teller;

    /// Descendants that were seen; kept, since those that lose their parent are found no more.
    private final Set<ProcessHandle> seen = new HashSet<>();

    /// @param teller has things told by the port's thread
    PortableChild(
            Process process,
            Instant spawnedAt,
            Consumer<ChildEvent> told,
            Consumer<Runnable> teller) {
        this.process = process;
        this.spawnedAt = spawnedAt;
        this.told = told;
        this.teller = teller;
    }

    /// Begins to tell.
    void watch() {
        var _ = process.onExit().thenRun(() -> teller.accept(this::ended));
    }

    @Override
    public long pid() {
        return process.pid();
    }

    @Override
    public Instant spawnedAt() {
        return spawnedAt;
    }

    @Override
    public void signal(Signal signal) {
        List<ProcessHandle> all = living();
        if (signal.equals(Signal.KILL)) {
            all.forEach(ProcessHandle::destroyForcibly);
        } else if (signal.equals(Signal.TERM)) {
            all.forEach(ProcessHandle::destroy);
            send(Signal.CONT, all);
        } else {
            send(signal, all);
        }
    }

    @Override
    public long startTime() {
        return 0;
    }

    @Override
    public boolean follow(long other) {
        return false;
    }

    @Override
    public void kill() {
        List<ProcessHandle> all = living();
        for (int round = 0; !all.isEmpty() && round < ROUNDS; round++) {
            all.forEach(ProcessHandle::destroyForcibly);
            var done = Set.copyOf(all);
            all = living();
            all.removeAll(done);
        }
    }

    @Override
    public Set<Long> processes() {
        var pids = new HashSet<Long>();
        for (ProcessHandle handle : living()) {
            pids.add(handle.pid());
        }
        return pids;
    }

    private void ended() {
        List<ProcessHandle> left = living();
        told.accept(new ChildEvent.Ended(exit(process.exitValue()), !left.isEmpty()));
        if (!left.isEmpty()) {
            awaitAll(left);
        }
    }

    private void awaitAll(List<ProcessHandle> left) {
        var ends = left.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new);
        var _ = CompletableFuture.allOf(ends).thenRun(() -> teller.accept(this::emptied));
    }

    private void emptied() {
        List<ProcessHandle> left = living();
        if (left.isEmpty()) {
            told.accept(new ChildEvent.Emptied());
        } else {
            awaitAll(left);
        }
    }

    /// Its main process and all descendants that are found or were seen, so far as they live.
    private synchronized List<ProcessHandle> living() {
        ProcessHandle main = process.toHandle();
        for (ProcessHandle known : List.copyOf(seen)) {
            known.descendants().forEach(seen::add);
        }
        main.descendants().forEach(seen::add);
        seen.removeIf(handle -> !handle.isAlive());
        var all = new ArrayList<ProcessHandle>(seen);
        if (main.isAlive()) {
            all.add(main);
        }
        return all;
    }

    /// By the system's own program, where it has one; the JDK can only ask to end.
    private static void send(Signal signal, List<ProcessHandle> all) {
        for (Path program : KILL_PROGRAMS) {
            if (Files.isExecutable(program) && !all.isEmpty()) {
                var command = new ArrayList<>(List.of(program.toString(), "-" + signal.number()));
                all.forEach(handle -> command.add(Long.toString(handle.pid())));
                run(command);
                return;
            }
        }
    }

    private static void run(List<String> command) {
        try {
            new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException _) {
            // The program is there, so the system has no room for it: the stop's timeout comes.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static Exit exit(int code) {
        return code > 128 && code < 128 + 32
                ? new Exit.Killed(new Signal(code - 128))
                : new Exit.Code(code & 0xff);
    }
}
