package dev.reeve.supervisor.core.kernel.linux;

import dev.reeve.supervisor.api.state.Exit;
import dev.reeve.supervisor.core.kernel.ChildEvent;
import dev.reeve.supervisor.core.time.TimeSource;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/// What the thread `kernel` does: it waits for the ends of all children and their orphans, and
/// tells.
///
/// The kernel tells of the end of every process that is watched. It does not tell that a process
/// has become our child (and then ended) while the service it descends from goes on; for these
/// there is a look now and then, which is one system call where none has ended.
final class ExitWatch implements Runnable {
    private static final int NOW_AND_THEN = 1500;
    private static final int SOON = 500;
    private static final long MILLISECOND = 1_000_000;

    /// A service that makes orphans without end must not take all our time, nor the lock: so they
    /// are taken together.
    private static final long GATHERING = MILLISECOND;

    private final Epoll epoll;
    private final Children children;
    private final Set<LinuxChild> ending = new HashSet<>();
    private final TimeSource time;
    private volatile boolean closed;

    ExitWatch(Epoll epoll, Children children, TimeSource time) {
        this.epoll = epoll;
        this.children = children;
        this.time = time;
    }

    @Override
    public void run() {
        int pause = NOW_AND_THEN;
        long tidied = time.nanos();
        while (!closed) {
            boolean orphans = ended(epoll.await(pause));
            long now = time.nanos();
            if (now - tidied >= pause * MILLISECOND) {
                pause = children.tidy() ? SOON : NOW_AND_THEN;
                tidied = now;
            }
            tellOver();
            if (orphans) {
                LockSupport.parkNanos(GATHERING);
            }
        }
        children.close();
        epoll.close();
    }

    /// Ends the thread, soon.
    void close() {
        closed = true;
        epoll.wake();
    }

    /// Reaps all that have ended, and only then looks once for what is left of them.
    ///
    /// @return whether orphans were among them
    private boolean ended(int count) {
        var mains = new ArrayList<Ended>(children.endedBefore());
        boolean orphans = false;
        for (int index = 0; index < count; index++) {
            int descriptor = epoll.ready(index);
            LinuxChild child = descriptor < 0 ? null : children.main(descriptor);
            if (child == null) {
                orphans |= descriptor >= 0 && children.reapOrphan(descriptor);
                continue;
            }
            Exit exit = children.reap(child);
            if (exit != null) {
                mains.add(new Ended(child, exit));
            }
        }
        if (orphans || !mains.isEmpty()) {
            children.look();
        }
        tellEnded(mains);
        return orphans;
    }

    private void tellEnded(List<Ended> mains) {
        for (Ended main : mains) {
            boolean leftovers = !children.over(main.child);
            if (leftovers) {
                ending.add(main.child);
            }
            tell(main.child, new ChildEvent.Ended(main.exit, leftovers));
        }
    }

    private void tellOver() {
        if (ending.isEmpty()) {
            return;
        }
        for (LinuxChild child : List.copyOf(ending)) {
            if (children.over(child)) {
                ending.remove(child);
                tell(child, new ChildEvent.Emptied());
            }
        }
    }

    private static void tell(LinuxChild child, ChildEvent event) {
        try {
            child.told.accept(event);
        } catch (RuntimeException bug) {
            // One listener's bug must not end the watch over all the others.
            Bugs.LOG.error("what was told of process {} was not taken", child.pid(), bug);
        }
    }

    /// How the main process of a child ended.
    record Ended(LinuxChild child, Exit exit) {}

    /// Apart, so that a start does not wait for the log.
    private static final class Bugs {
        static final Logger LOG = LoggerFactory.getLogger(ExitWatch.class);
    }
}
