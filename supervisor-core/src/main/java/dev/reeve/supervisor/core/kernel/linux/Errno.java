package dev.reeve.supervisor.core.kernel.linux;

import java.io.IOException;

/// The system's error numbers that are told apart, and its words for all of them.
final class Errno {
    static final int EPERM = 1;
    static final int ENOENT = 2;
    static final int ESRCH = 3;
    static final int EINTR = 4;
    static final int ECHILD = 10;
    static final int EAGAIN = 11;
    static final int ENOMEM = 12;
    static final int EACCES = 13;
    static final int EEXIST = 17;
    static final int ENOTDIR = 20;
    static final int EINVAL = 22;
    static final int ENFILE = 23;
    static final int EMFILE = 24;
    static final int ECONNREFUSED = 111;

    private Errno() {}

    /// The system's own words: `No such file or directory`.
    static String words(long number) {
        return Libc.text(Libc.call(Libc.function("strerror"), number, 0, 0));
    }

    /// Whether another try may go better: no memory, too many processes, too many descriptors.
    static boolean passes(long number) {
        return number == EAGAIN || number == ENOMEM || number == ENFILE || number == EMFILE;
    }

    /// The result of a system call, which has to go well.
    static long check(String cannot, long result) throws IOException {
        if (result < 0) {
            throw new IOException("cannot " + cannot + ": " + words(-result));
        }
        return result;
    }
}
