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
    final Marks marks;

    /// Whether its main process was not our own child when it was adopted: what is of it then does
    /// not become ours, and has to be looked for among all processes.
    final boolean outside;

    final Consumer<ChildEvent> told;

    /// When its first process was started, in clock ticks since boot.
    final long firstStart;

    volatile Main main;

    /// Processes of it that are watched beside the main one.
    final List<Orphan> orphans = new ArrayList<>(0);

    /// Whether its main process has ended, and was reaped where it was ours. Until then a process
    /// of ours holds its pid, and so the number of its group.
    boolean ended;

    /// Whether what is found of it is to be killed.
    boolean killing;

    /// Whether another process than the first is the main one.
    boolean followed;

    /// Of one from outside: whether a look at all processes has found nothing left.
    boolean gone;

    /// Of one from outside: whether the numbers of its session and group may be someone else's.
    boolean lapsed;

    LinuxChild(
            Children children,
            Main main,
            Instant spawnedAt,
            Marks marks,
            boolean outside,
            Consumer<ChildEvent> told) {
        this.children = children;
        this.main = main;
        this.firstStart = main.start;
        this.spawnedAt = spawnedAt;
        this.marks = marks;
        this.outside = outside;
        this.told = told;
    }

    @Override
    public long pid() {
        return main.pid;
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
        return main.start;
    }

    @Override
    public boolean follow(long other) {
        return children.follow(this, other);
    }

    @Override
    public void kill() {
        children.kill(this);
    }

    @Override
    public Set<Long> processes() {
        return children.processes(this);
    }

    /// Whether its first process holds the number of the group it leads, since it is ours and was
    /// not reaped.
    boolean holdsGroup() {
        return marks.group != 0 && !outside && !ended && !followed;
    }

    /// Whether its first process, which is not ours, leads a group and may live.
    boolean leadsGroup() {
        return marks.group != 0 && outside && !ended && !followed;
    }

    /// Its main process.
    ///
    /// @param pidfd -1 where it had ended before it was adopted
    /// @param start in clock ticks since boot
    record Main(int pid, int pidfd, long start) {
        boolean is(Stat process) {
            return process.pid() == pid && process.start() == start;
        }
    }

    /// By what its processes are known.
    ///
    /// @param token what their environment says under `REEVE_RUN`, or null
    /// @param tag what their timer slack says; 0 for none
    /// @param session the session that its first process leads; 0 for none
    /// @param group the process group that it leads; 0 for none
    record Marks(@Nullable String token, int tag, int session, int group) {}

    /// A process of a child that is watched, though it is not the main one: mostly it is ours since
    /// its parent has ended; nobody else reaps it, so until we do its pid is its own.
    record Orphan(LinuxChild owner, int pid, int pidfd, long start) {}
}
