package dev.reeve.supervisor.core.kernel.linux;

/// Opening, reading and closing by number. Results are the system's: a negative one is an error
/// number.
final class Descriptor {
    private static final int F_DUPFD_CLOEXEC = 1030;
    static final int AT_SYMLINK_NOFOLLOW = 0x100;
    private static final int STATX_TYPE = 1;
    private static final int STATX_MODE_AT = 28;
    private static final int TYPE = 0170000;
    private static final int FIFO = 0010000;
    static final int SOCKET = 0140000;
    static final int NOTHING = 0;

    private Descriptor() {}

    /// Opens a file, closed on exec, never as 0, 1 or 2: those are what a child's own are made of.
    static int open(String path, int flags, int mode) {
        long at = Scratch.mine().path(path);
        int opened;
        do {
            opened = (int) Libc.system(Abi.OPENAT, Abi.AT_FDCWD, at, flags | Abi.O_CLOEXEC, mode);
        } while (opened == -Errno.EINTR);
        if (opened < 0 || opened > 2) {
            return opened;
        }
        int raised = (int) Libc.system(Abi.FCNTL, opened, F_DUPFD_CLOEXEC, 3);
        close(opened);
        return raised;
    }

    /// Opens what a child prints to. A named pipe is opened for both directions, so that its writer
    /// is a reader, too, and never meets a broken pipe; all else is appended to.
    static int openOutput(String path) {
        return isPipe(path)
                ? open(path, Abi.O_RDWR | Abi.O_NOFOLLOW, 0)
                : open(path, Abi.O_WRONLY | Abi.O_APPEND | Abi.O_CREAT | Abi.O_NOFOLLOW, 0600);
    }

    /// Whether a named pipe has this path, without following a link.
    static boolean isPipe(String path) {
        return type(path) == FIFO;
    }

    /// What kind of file has this path, without following a link; {@link #NOTHING} where none is
    /// seen.
    static int type(String path) {
        Scratch scratch = Scratch.mine();
        long at = scratch.path(path);
        long result =
                Libc.system(
                        Abi.STATX,
                        Abi.AT_FDCWD,
                        at,
                        AT_SYMLINK_NOFOLLOW,
                        STATX_TYPE,
                        scratch.room(),
                        0);
        return result == 0 ? scratch.bytes.getShort(Scratch.ROOM + STATX_MODE_AT) & TYPE : NOTHING;
    }

    /// A descriptor of a process that was seen a moment ago: it names one process for good, and
    /// that is the one seen if the start time is still the same once the descriptor is there.
    static int ofProcess(Proc proc, Stat seen) {
        int pidfd = (int) Libc.system(Abi.PIDFD_OPEN, seen.pid(), 0);
        if (pidfd >= 0 && !seen.is(proc.stat(seen.pid()))) {
            close(pidfd);
            return -Errno.ESRCH;
        }
        return pidfd;
    }

    static void close(int descriptor) {
        // Linux closes it whatever it answers (close(2), "Dealing with error returns").
        long _ = Libc.system(Abi.CLOSE, descriptor);
    }
}
