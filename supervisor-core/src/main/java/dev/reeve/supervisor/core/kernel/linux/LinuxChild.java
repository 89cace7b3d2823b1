package dev.reeve.supervisor.core.kernel.linux;

import dev.reeve.supervisor.api.model.Signal;
import dev.reeve.supervisor.core.kernel.Child;
import dev.reeve.supervisor.core.kernel.ChildEvent;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/// A child: its main process, and what is known of the rest. All that changes is changed by {@link
/// Children} under its lock.
final class LinuxChild implements Child {
    private final Children children;
    private final Instant spawnedAt;
    final int pid;
    final int pidfd;
    final @Nullable String token;
    final int tag;
    final Consumer<ChildEvent> told;

    /// Processes of it that are our children now, since their parents have ended.
    final List<Orphan> orphans = new ArrayList<>(0);

    /// Whether its main process was reaped. Until then it holds its pid, and so the number of its
    /// group.
    boolean reaped;

    /// Whether what is found of it is to be killed.
    boolean killing;

    /// @param token what the environment of its processes says under `REEVE_RUN`, or null
    /// @param tag what their timer slack says; 0 for none
    LinuxChild(
            Children children,
            int pid,
            int pidfd,
            Instant spawnedAt,
            @Nullable String token,
            int tag,
            Consumer<ChildEvent> told) {
        this.children = children;
        this.pid = pid;
        this.pidfd = pidfd;
        this.spawnedAt = spawnedAt;
        this.token = token;
        this.tag = tag;
        this.told = told;
    }

    @Override
    public long pid() {
        return pid;
    }

    @Override
    public Instant spawnedAt() {
        return spawnedAt;
    }

    @Override
    public void signal(Signal signal) {
        children.signal(this, signal);
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
        children.kill(this);
    }

    @Override
    public Set<Long> processes() {
        return children.processes(this);
    }

    /// A process that is our child since its parent has ended; nobody else reaps it, so until we do
    /// its pid is its own.
    record Orphan(LinuxChild owner, int pid, int pidfd) {}
}
