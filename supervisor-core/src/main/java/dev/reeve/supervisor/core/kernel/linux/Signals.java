package dev.reeve.supervisor.core.kernel.linux;

import dev.reeve.supervisor.api.model.Signal;

/// Sending signals so that they cannot reach a stranger.
final class Signals {
    private Signals() {}

    /// To the process group of a child that was not reaped: it holds the number.
    ///
    /// @param resume whether CONT follows, so that a stopped process can obey
    static void toGroup(int leader, Signal signal, boolean resume) {
        long _ = Libc.system(Abi.KILL, -leader, signal.number());
        if (resume) {
            long _ = Libc.system(Abi.KILL, -leader, Signal.CONT.number());
        }
    }

    /// To a process that was seen a moment ago: the descriptor names one process for good, and it
    /// is
    /// the one seen if its start time is still the same once the descriptor is there.
    static void toProcess(Proc proc, Stat seen, Signal signal, boolean resume) {
        int pidfd = (int) Libc.system(Abi.PIDFD_OPEN, seen.pid(), 0);
        if (pidfd < 0) {
            return;
        }
        Stat now = proc.stat(seen.pid());
        if (now != null && now.start() == seen.start()) {
            send(pidfd, signal);
            if (resume) {
                send(pidfd, Signal.CONT);
            }
        }
        Descriptor.close(pidfd);
    }

    private static void send(int pidfd, Signal signal) {
        // It may have ended, or by now be another user's, which is the asker's business to see.
        long _ = Libc.system(Abi.PIDFD_SEND_SIGNAL, pidfd, signal.number(), 0, 0);
    }
}
