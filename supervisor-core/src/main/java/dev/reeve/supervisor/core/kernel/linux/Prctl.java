package dev.reeve.supervisor.core.kernel.linux;

/// What is asked of prctl(2).
final class Prctl {
    private static final int PR_GET_DUMPABLE = 3;
    private static final int PR_SET_DUMPABLE = 4;
    private static final int PR_SET_TIMERSLACK = 29;
    private static final int PR_GET_TIMERSLACK = 30;
    private static final int PR_SET_CHILD_SUBREAPER = 36;

    private static int reapers;

    private Prctl() {}

    /// Makes those of our descendants who lose their parent our children, as long as any kernel of
    /// this process is open: it is an attribute of the process as a whole.
    static synchronized void becomeReaper() {
        long _ = Libc.system(Abi.PRCTL, PR_SET_CHILD_SUBREAPER, 1);
        reapers++;
    }

    /// One kernel is closed. After the last one nobody is left who would reap, and a program that
    /// goes on without us must not collect what has ended.
    static synchronized void ceaseToReap() {
        reapers--;
        if (reapers == 0) {
            long _ = Libc.system(Abi.PRCTL, PR_SET_CHILD_SUBREAPER, 0);
        }
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
