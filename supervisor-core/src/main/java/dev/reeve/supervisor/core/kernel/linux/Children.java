package dev.reeve.supervisor.core.kernel.linux;

import dev.reeve.supervisor.api.model.Signal;
import dev.reeve.supervisor.api.state.Exit;
import dev.reeve.supervisor.core.kernel.linux.ExitWatch.Ended;
import dev.reeve.supervisor.core.kernel.linux.LinuxChild.Main;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// All children, and what is left of them: one lock, under which alone anything is reaped or
/// signalled.
///
/// We are the nearest reaper (PR_SET_CHILD_SUBREAPER): whoever loses its parent becomes our child.
/// So what is left of a child whose main process has ended hangs, with all that descends from it,
/// on processes in {@link Proc#inherited}; when none of these is the child's, nothing is left of
/// it. Nobody but us reaps them, so a pid found there and not yet reaped cannot be anyone else's.
/// Only of adopted children that are not our own this does not hold: see {@link Outsiders}.
final class Children {
    private static final int ROUNDS = 100;

    private final Epoll epoll;
    private final Proc proc;
    private final Family family;
    private final Strays strays;
    private final Outsiders outsiders;
    private final Orphans orphans;
    private final Reach reach;
    private final Map<Integer, LinuxChild> mains = new HashMap<>();
    private final Map<Integer, LinuxChild> mainsByPidfd = new HashMap<>();
    private final List<Ended> endedBefore = new ArrayList<>();
    private int lastTag;
    private boolean closed;

    Children(Epoll epoll, Proc proc, Family family, Strays strays) {
        this.epoll = epoll;
        this.proc = proc;
        this.family = family;
        this.strays = strays;
        outsiders = new Outsiders(proc, family);
        orphans = new Orphans(epoll, proc);
        reach = new Reach(proc, family, outsiders);
    }

    /// A timer slack by which the next child is known.
    synchronized int newTag() {
        do {
            lastTag = lastTag % Family.MOST_TAGS + 1;
        } while (family.isTaken(lastTag));
        return lastTag;
    }

    /// When a child of ours was started that nobody has reaped, in clock ticks since boot.
    long startOf(int pid) {
        Stat stat = proc.stat(pid);
        return stat == null ? 0 : stat.start();
    }

    /// Takes a child in.
    ///
    /// @throws IOException where it cannot be watched
    synchronized void add(LinuxChild child) throws IOException {
        if (closed) {
            throw new IOException("the kernel is closed");
        }
        epoll.prepare(child.main.pidfd());
        know(child);
        family.add(child);
    }

    /// Takes a child in that runs already.
    ///
    /// @param exit how its main process ended, or null where it lives
    /// @return whether there is something to watch or to tell
    /// @throws IOException where it cannot be watched
    synchronized boolean adopt(LinuxChild child, @Nullable Exit exit) throws IOException {
        LinuxChild known = mains.get(child.main.pid());
        if (exit == null && known != null && known.main.start() == child.firstStart) {
            throw new IOException("it is watched already");
        }
        if (closed) {
            throw new IOException("the kernel is closed");
        }
        child.ended = exit != null;
        if (!child.ended) {
            epoll.prepare(child.main.pidfd());
            know(child);
            family.note(child, proc.tree(child.main.pid()));
        }
        family.add(child);
        if (child.outside) {
            outsiders.add(child);
        }
        look();
        return !over(child) || !(exit instanceof Exit.Unseen);
    }

    /// Begins to watch for a child's end.
    ///
    /// @param exit how its main process ended, or null where it lived when it was taken in
    synchronized void watch(LinuxChild child, @Nullable Exit exit) {
        if (closed) {
            return;
        }
        if (exit == null) {
            epoll.begin(child.main.pidfd());
        } else {
            endedBefore.add(new Ended(child, exit));
            epoll.wake();
        }
    }

    /// Takes out those whose main process had ended before they were taken in.
    synchronized List<Ended> endedBefore() {
        if (endedBefore.isEmpty()) {
            return List.of();
        }
        var taken = List.copyOf(endedBefore);
        endedBefore.clear();
        return taken;
    }

    synchronized @Nullable LinuxChild main(int pidfd) {
        return mainsByPidfd.get(pidfd);
    }

    /// How a process ended that was our child and that nobody has asked for yet, or null.
    synchronized @Nullable Exit end(long id) {
        return strays.end(id);
    }

    /// Reaps a child's main process.
    ///
    /// @return how it ended, or null where it has not
    synchronized @Nullable Exit reap(LinuxChild child) {
        Exit exit = Wait.reap(child.main.pidfd());
        if (exit != null) {
            child.ended = true;
            forget(child);
            epoll.remove(child.main.pidfd());
            Descriptor.close(child.main.pidfd());
        }
        return exit;
    }

    /// Reaps the orphan behind this descriptor.
    ///
    /// @return whether there was one, and it has ended
    synchronized boolean reapOrphan(int pidfd) {
        return orphans.reap(pidfd);
    }

    /// Whether nothing is left of a child, as far as the last look saw. If so, it is forgotten.
    synchronized boolean over(LinuxChild child) {
        boolean over = child.ended && !orphans.some(child) && (!child.outside || child.gone);
        if (over) {
            family.remove(child);
            outsiders.remove(child);
        }
        return over;
    }

    /// Looks for processes that have become our children, and takes those that are a child's; and
    /// for what is left of those who are not ours, where that is not clear.
    synchronized void look() {
        Set<LinuxChild> again = orphans.tryAgain();
        for (int pid : proc.inherited()) {
            if (!mains.containsKey(pid) && !orphans.watches(pid)) {
                found(pid);
            }
        }
        outsiders.settle(orphans, again, this::take);
    }

    /// Looks after what nobody tells of.
    ///
    /// @return whether there is something to look after again soon
    synchronized boolean tidy() {
        boolean unclear =
                orphans.someUnwatched() || !outsiders.unclear(orphans, Set.of()).isEmpty();
        if (unclear || strays.waiting() || Wait.someHaveEnded()) {
            look();
            strays.reapPatiently();
        }
        return orphans.someUnwatched() || strays.waiting();
    }

    synchronized void signal(LinuxChild child, Signal signal) {
        if (!closed) {
            look();
            reach.signal(child, signal);
        }
    }

    synchronized void kill(LinuxChild child) {
        child.killing = true;
        var done = new HashSet<Long>();
        boolean some = !closed;
        for (int round = 0; some && round < ROUNDS; round++) {
            look();
            some = reach.kill(child, done);
        }
    }

    synchronized Set<Long> processes(LinuxChild child) {
        look();
        return reach.living(child);
    }

    /// Takes another process of a child for its main one.
    ///
    /// @return whether it is one that lives, and the main one has not ended
    synchronized boolean follow(LinuxChild child, long pid) {
        if (closed || child.ended || pid == child.main.pid()) {
            return !closed && !child.ended;
        }
        look();
        for (Stat process : reach.members(child)) {
            if (process.pid() == pid && process.living()) {
                boolean watched = orphans.watches(process) || orphans.take(child, process);
                return watched && follow(child, orphans.release(process));
            }
        }
        return false;
    }

    /// Becomes another program. Nothing is reaped meanwhile: whoever comes after us is to see how
    /// those end of whom we have not told.
    ///
    /// @throws IOException the system's own words
    synchronized void become(List<String> command, Map<String, String> environment)
            throws IOException {
        new Succession().become(command, environment);
    }

    /// Nothing is watched or signalled from now on.
    synchronized void close() {
        closed = true;
        mainsByPidfd.keySet().forEach(Descriptor::close);
        orphans.close();
    }

    private boolean follow(LinuxChild child, Main main) {
        forget(child);
        orphans.keep(child, child.main);
        child.main = main;
        child.followed = true;
        know(child);
        return true;
    }

    private void found(int pid) {
        Stat stat = proc.stat(pid);
        if (stat == null) {
            return;
        }
        LinuxChild owner = family.ownerOf(stat);
        if (owner == null) {
            strays.found(stat);
        } else if (stat.living()) {
            take(owner, stat);
        } else {
            var _ = Wait.reapPid(pid);
        }
    }

    private void take(LinuxChild owner, Stat process) {
        if (!orphans.watches(process) && orphans.take(owner, process) && owner.killing) {
            reach.kill(process);
        }
    }

    private void know(LinuxChild child) {
        mains.put(child.main.pid(), child);
        mainsByPidfd.put(child.main.pidfd(), child);
    }

    private void forget(LinuxChild child) {
        mains.remove(child.main.pid(), child);
        mainsByPidfd.remove(child.main.pidfd(), child);
    }
}
