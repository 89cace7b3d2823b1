package dev.reeve.supervisor.core.kernel.linux;

import dev.reeve.supervisor.api.model.Signal;
import dev.reeve.supervisor.api.state.Exit;

import org.jspecify.annotations.Nullable;

/// Reaping, one process at a time (waitid(2)): never whoever comes first, since that may be
/// somebody's `java.lang.Process`.
final class Wait {
    private static final int P_ALL = 0;
    private static final int P_PID = 1;
    private static final int P_PIDFD = 3;
    private static final int WNOHANG = 1;
    private static final int WEXITED = 4;
    private static final int WNOWAIT = 0x1000000;
    private static final int CLD_EXITED = 1;
    private static final int POLLIN = 1;

    // siginfo_t on 64-bit machines.
    private static final int CODE_AT = 8;
    private static final int PID_AT = 16;
    private static final int STATUS_AT = 24;

    private Wait() {}

    /// Reaps a process if it has ended and is our child.
    ///
    /// @return how it ended, `Unseen` where it has and is not our child, or null where it lives
    static @Nullable Exit reap(int pidfd) {
        long result = wait(P_PIDFD, pidfd, WEXITED | WNOHANG);
        if (result == -Errno.ECHILD && hasEnded(pidfd)) {
            // It may have become our child before it ended.
            result = wait(P_PIDFD, pidfd, WEXITED | WNOHANG);
            return result > 0 ? exit() : new Exit.Unseen();
        }
        return result > 0 ? exit() : null;
    }

    /// Reaps a child of ours that is known to have ended.
    ///
    /// @return how, or null where there is none
    static @Nullable Exit reapPid(int pid) {
        return wait(P_PID, pid, WEXITED | WNOHANG) > 0 ? exit() : null;
    }

    /// Reaps a child of ours that is about to end.
    static void await(int pid) {
        long _ = wait(P_PID, pid, WEXITED);
    }

    /// Whether some child of ours, whoever made it, has ended and was not reaped.
    static boolean someHaveEnded() {
        return wait(P_ALL, 0, WEXITED | WNOHANG | WNOWAIT) > 0;
    }

    /// Whether a process, anyone's, has ended: its descriptor is readable then (pidfd_open(2)).
    private static boolean hasEnded(int pidfd) {
        Scratch scratch = Scratch.mine();
        scratch.bytes.putInt(Scratch.ROOM, pidfd);
        scratch.bytes.putInt(Scratch.ROOM + 4, POLLIN);
        scratch.bytes.putLong(Scratch.ROOM + 8, 0);
        scratch.bytes.putLong(Scratch.ROOM + 16, 0);
        long at = scratch.room();
        return Libc.system(Abi.PPOLL, at, 1, at + 8, 0) == 1;
    }

    /// How the process ended that was just waited for.
    private static Exit exit() {
        Scratch scratch = Scratch.mine();
        int status = scratch.bytes.getInt(Scratch.ROOM + STATUS_AT);
        return scratch.bytes.getInt(Scratch.ROOM + CODE_AT) == CLD_EXITED
                ? new Exit.Code(status)
                : new Exit.Killed(new Signal(status));
    }

    /// @return the pid of one that has ended, 0 for none, or the negative of an error number
    private static long wait(int what, int id, int options) {
        Scratch scratch = Scratch.mine();
        scratch.bytes.putInt(Scratch.ROOM + PID_AT, 0);
        long result = Libc.system(Abi.WAITID, what, id, scratch.room(), options, 0, 0);
        return result == 0 ? scratch.bytes.getInt(Scratch.ROOM + PID_AT) : result;
    }
}
