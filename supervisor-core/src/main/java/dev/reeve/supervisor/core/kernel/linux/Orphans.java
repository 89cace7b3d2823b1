package dev.reeve.supervisor.core.kernel.linux;

import dev.reeve.supervisor.core.kernel.linux.LinuxChild.Main;
import dev.reeve.supervisor.core.kernel.linux.LinuxChild.Orphan;

import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// The processes of children that are watched beside the main ones.
///
/// Under the lock of {@link Children}.
final class Orphans {
    private final Epoll epoll;
    private final Proc proc;
    private final Map<Integer, Orphan> byPid = new HashMap<>();
    private final Map<Integer, Orphan> byPidfd = new HashMap<>();

    /// Those of whom something is left that could not be watched, for want of descriptors.
    private final Set<LinuxChild> unwatched = new HashSet<>();

    Orphans(Epoll epoll, Proc proc) {
        this.epoll = epoll;
        this.proc = proc;
    }

    boolean watches(int pid) {
        return byPid.containsKey(pid);
    }

    boolean watches(Stat process) {
        Orphan orphan = byPid.get(process.pid());
        return orphan != null && orphan.start() == process.start();
    }

    /// Begins to watch a process that was seen a moment ago.
    ///
    /// @return whether it is watched
    boolean take(LinuxChild owner, Stat process) {
        int pidfd = Descriptor.ofProcess(proc, process);
        if (pidfd == -Errno.ESRCH) {
            return false;
        }
        if (pidfd < 0 || !added(pidfd)) {
            unwatched.add(owner);
            return false;
        }
        put(new Orphan(owner, process.pid(), pidfd, process.start()));
        return true;
    }

    /// Goes on to watch what was the main process.
    void keep(LinuxChild owner, Main former) {
        put(new Orphan(owner, former.pid(), former.pidfd(), former.start()));
    }

    /// Gives up a process that is watched here, to be the main one.
    Main release(Stat process) {
        Orphan orphan = Objects.requireNonNull(byPid.get(process.pid()));
        forget(orphan);
        return new Main(orphan.pid(), orphan.pidfd(), orphan.start());
    }

    /// Reaps the orphan behind this descriptor.
    ///
    /// @return whether there was one, and it has ended
    boolean reap(int pidfd) {
        Orphan orphan = byPidfd.get(pidfd);
        if (orphan == null || Wait.reap(pidfd) == null) {
            return false;
        }
        forget(orphan);
        epoll.remove(pidfd);
        Descriptor.close(pidfd);
        return true;
    }

    /// Whether some process of a child is watched, or should be.
    boolean some(LinuxChild owner) {
        return !owner.orphans.isEmpty() || unwatched.contains(owner);
    }

    boolean someUnwatched() {
        return !unwatched.isEmpty();
    }

    /// Forgets who could not be watched, for another look.
    ///
    /// @return who that was
    Set<LinuxChild> tryAgain() {
        if (unwatched.isEmpty()) {
            return Set.of();
        }
        var again = Set.copyOf(unwatched);
        unwatched.clear();
        return again;
    }

    void close() {
        List.copyOf(byPidfd.keySet()).forEach(Descriptor::close);
    }

    private boolean added(int pidfd) {
        try {
            epoll.add(pidfd);
            return true;
        } catch (IOException _) {
            Descriptor.close(pidfd);
            return false;
        }
    }

    private void put(Orphan orphan) {
        byPid.put(orphan.pid(), orphan);
        byPidfd.put(orphan.pidfd(), orphan);
        orphan.owner().orphans.add(orphan);
    }

    private void forget(Orphan orphan) {
        byPid.remove(orphan.pid(), orphan);
        byPidfd.remove(orphan.pidfd());
        orphan.owner().orphans.remove(orphan);
    }
}
