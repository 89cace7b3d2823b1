package dev.reeve.supervisor.core.kernel.linux;

import dev.reeve.supervisor.api.model.Signal;

/// Sending signals so that they cannot reach a stranger.
final class Signals {
    private static final int PROCESS_GROUP = 4;

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

    /// To the process group that a process leads which is not our child, so that its number alone
    /// could be someone else's by now: the kernel looks the group up by the descriptor, since 6.9
    /// (PIDFD_SIGNAL_PROCESS_GROUP in pidfd_send_signal(2)).
    ///
    /// @return whether the kernel can
    static boolean toGroupOf(int pidfd, Signal signal, boolean resume) {
        long result = Libc.system(Abi.PIDFD_SEND_SIGNAL, pidfd, signal.number(), 0, PROCESS_GROUP);
        if (resume) {
            long _ =
                    Libc.system(
                            Abi.PIDFD_SEND_SIGNAL, pidfd, Signal.CONT.number(), 0, PROCESS_GROUP);
        }
        return result != -Errno.EINVAL;
    }

    /// To a process that was seen a moment ago.
    static void toProcess(Proc proc, Stat seen, Signal signal, boolean resume) {
        int pidfd = Descriptor.ofProcess(proc, seen);
        if (pidfd < 0) {
            return;
        }
        send(pidfd, signal);
        if (resume) {
            send(pidfd, Signal.CONT);
        }
        Descriptor.close(pidfd);
    }

    private static void send(int pidfd, Signal signal) {
        // It may have ended, or by now be another user's, which is the asker's business to see.
        long _ = Libc.system(Abi.PIDFD_SEND_SIGNAL, pidfd, signal.number(), 0, 0);
    }
}
