package dev.reeve.supervisor.core.kernel.linux;

/// What is asked of prctl(2).
final class Prctl {
    private static final int PR_GET_DUMPABLE = 3;
    private static final int PR_SET_DUMPABLE = 4;
    private static final int PR_SET_TIMERSLACK = 29;
    private static final int PR_GET_TIMERSLACK = 30;
    private static final int PR_SET_CHILD_SUBREAPER = 36;

    private Prctl() {}

    /// Makes those of our descendants who lose their parent our children.
    static void becomeReaper() {
        long _ = Libc.system(Abi.PRCTL, PR_SET_CHILD_SUBREAPER, 1);
    }

    /// The calling thread's timer slack, in nanoseconds.
    static long usualSlack() {
        return Libc.system(Abi.PRCTL, PR_GET_TIMERSLACK);
    }

    /// Sets the calling thread's timer slack, which its children inherit.
    static void slack(long nanoseconds) {
        long _ = Libc.system(Abi.PRCTL, PR_SET_TIMERSLACK, nanoseconds);
    }

    /// Whether this process may be traced and leaves a core: a change of user on any thread takes
    /// that away.
    static long dumpable() {
        return Libc.system(Abi.PRCTL, PR_GET_DUMPABLE);
    }

    static void dumpable(long value) {
        long _ = Libc.system(Abi.PRCTL, PR_SET_DUMPABLE, value);
    }
}
