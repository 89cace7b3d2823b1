package dev.reeve.supervisor.core.kernel.linux;

import dev.reeve.supervisor.api.model.Signal;
import dev.reeve.supervisor.api.state.Exit;
import dev.reeve.supervisor.core.kernel.linux.LinuxChild.Orphan;

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
/// So
/// what is left of a child whose main process has ended hangs, with all that descends from it, on
/// processes
/// in {@link Proc#inherited}; when none of these is the child's, nothing is left of it. Nobody but
/// us
/// reaps
/// them, so a pid found there and not yet reaped cannot be anyone else's.
final class Children {
    private static final int ROUNDS = 100;

    private final Epoll epoll;
    private final Proc proc;
    private final Family family;
    private final Strays strays;
    private final Map<Integer, LinuxChild> mains = new HashMap<>();
    private final Map<Integer, LinuxChild> mainsByPidfd = new HashMap<>();
    private final Map<Integer, Orphan> orphans = new HashMap<>();
    private final Map<Integer, Orphan> orphansByPidfd = new HashMap<>();

    /// Those of whom something is left that could not be watched, for want of descriptors.
    private final Set<LinuxChild> unwatched = new HashSet<>();

    private boolean closed;

    Children(Epoll epoll, Proc proc, Family family, Strays strays) {
        this.epoll = epoll;
        this.proc = proc;
        this.family = family;
        this.strays = strays;
    }

    /// Takes a child in.
    ///
    /// @throws IOException where it cannot be watched
    synchronized void add(LinuxChild child) throws IOException {
        if (closed) {
            throw new IOException("the kernel is closed");
        }
        epoll.prepare(child.pidfd);
        mains.put(child.pid, child);
        mainsByPidfd.put(child.pidfd, child);
        family.add(child);
    }

    /// Begins to watch for a child's end.
    synchronized void watch(LinuxChild child) {
        if (!closed) {
            epoll.begin(child.pidfd);
        }
    }

    synchronized @Nullable LinuxChild main(int pidfd) {
        return mainsByPidfd.get(pidfd);
    }

    /// Reaps a child's main process.
    ///
    /// @return how it ended, or null where it has not
    synchronized @Nullable Exit reap(LinuxChild child) {
        Exit exit = Wait.reap(child.pidfd);
        if (exit != null) {
            child.reaped = true;
            mains.remove(child.pid);
            mainsByPidfd.remove(child.pidfd);
            release(child.pidfd);
        }
        return exit;
    }

    /// Reaps the orphan behind this descriptor.
    ///
    /// @return whose it was, or null where there is no such orphan, or it lives
    synchronized @Nullable LinuxChild reapOrphan(int pidfd) {
        Orphan orphan = orphansByPidfd.get(pidfd);
        if (orphan == null || Wait.reap(pidfd) == null) {
            return null;
        }
        orphans.remove(orphan.pid());
        orphansByPidfd.remove(pidfd);
        orphan.owner().orphans.remove(orphan);
        release(pidfd);
        return orphan.owner();
    }

    /// Whether nothing is left of a child, as far as the last look saw. If so, it is forgotten.
    synchronized boolean over(LinuxChild child) {
        boolean over = child.reaped && child.orphans.isEmpty() && !unwatched.contains(child);
        if (over) {
            family.remove(child);
        }
        return over;
    }

    /// Looks for processes that have become our children, and takes those that are a child's.
    synchronized void look() {
        unwatched.clear();
        for (int pid : proc.inherited()) {
            if (!mains.containsKey(pid) && !orphans.containsKey(pid)) {
                found(pid);
            }
        }
    }

    /// Looks after what nobody tells of.
    ///
    /// @return whether there is something to look after again soon
    synchronized boolean tidy() {
        if (!unwatched.isEmpty() || strays.waiting() || Wait.someHaveEnded()) {
            look();
            strays.reapPatiently();
        }
        return !unwatched.isEmpty() || strays.waiting();
    }

    synchronized void signal(LinuxChild child, Signal signal) {
        if (closed) {
            return;
        }
        look();
        boolean resume = signal.equals(Signal.TERM);
        if (child.reaped) {
            for (Stat process : rest(child)) {
                Signals.toProcess(proc, process, signal, resume);
            }
        } else {
            // What leaves the session is known later by having been seen now.
            family.note(child, proc.tree(child.pid));
            Signals.toGroup(child.pid, signal, resume);
        }
    }

    synchronized void kill(LinuxChild child) {
        child.killing = true;
        var done = new HashSet<Long>();
        boolean some = !closed;
        for (int round = 0; some && round < ROUNDS; round++) {
            look();
            List<Stat> processes = rest(child);
            family.note(child, processes);
            if (!child.reaped) {
                Signals.toGroup(child.pid, Signal.KILL, false);
            }
            some = kill(processes, done);
        }
    }

    synchronized Set<Long> processes(LinuxChild child) {
        look();
        var pids = new HashSet<Long>();
        for (Stat process : rest(child)) {
            if (process.living()) {
                pids.add((long) process.pid());
            }
        }
        return pids;
    }

    /// Nothing is watched or signalled from now on.
    synchronized void close() {
        closed = true;
        mainsByPidfd.keySet().forEach(Descriptor::close);
        orphansByPidfd.keySet().forEach(Descriptor::close);
    }

    /// What there is of a child: the tree of its main process, and those of its orphans.
    private List<Stat> rest(LinuxChild child) {
        var all = new ArrayList<Stat>();
        if (!child.reaped) {
            all.addAll(proc.tree(child.pid));
        }
        for (Orphan orphan : child.orphans) {
            all.addAll(proc.tree(orphan.pid()));
        }
        return all;
    }

    /// @return whether there was one that had not been killed yet
    private boolean kill(List<Stat> processes, Set<Long> done) {
        boolean some = false;
        for (Stat process : processes) {
            if (process.living() && done.add(process.id())) {
                Signals.toProcess(proc, process, Signal.KILL, false);
                some = true;
            }
        }
        return some;
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
            Wait.reapPid(pid);
        }
    }

    private void take(LinuxChild owner, Stat stat) {
        int pidfd = (int) Libc.system(Abi.PIDFD_OPEN, stat.pid(), 0);
        if (pidfd < 0) {
            unwatched.add(owner);
            return;
        }
        try {
            epoll.add(pidfd);
        } catch (IOException _) {
            Descriptor.close(pidfd);
            unwatched.add(owner);
            return;
        }
        var orphan = new Orphan(owner, stat.pid(), pidfd);
        orphans.put(stat.pid(), orphan);
        orphansByPidfd.put(pidfd, orphan);
        owner.orphans.add(orphan);
        if (owner.killing) {
            kill(proc.tree(stat.pid()), new HashSet<>());
        }
    }

    private void release(int pidfd) {
        epoll.remove(pidfd);
        Descriptor.close(pidfd);
    }
}
