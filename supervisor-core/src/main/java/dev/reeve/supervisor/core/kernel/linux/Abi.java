package dev.reeve.supervisor.core.kernel.linux;

/// What differs between the architectures, and the numbers of the system calls in use.
///
/// Sources: the kernel's `arch/x86/entry/syscalls/syscall_64.tbl`,
/// `include/uapi/asm-generic/unistd.h` and `arch/arm64/include/uapi/asm/fcntl.h`.
final class Abi {
    private static final String ARCHITECTURE = System.getProperty("os.arch", "");
    private static final boolean X86 = ARCHITECTURE.equals("amd64");

    static final int READ = of(0, 63);
    static final int WRITE = of(1, 64);
    static final int CLOSE = of(3, 57);
    static final int RT_SIGPROCMASK = of(14, 135);
    static final int SOCKET = of(41, 198);
    static final int CONNECT = of(42, 203);
    static final int RECVMSG = of(47, 212);
    static final int BIND = of(49, 200);
    static final int SETSOCKOPT = of(54, 208);
    static final int EXECVE = of(59, 221);
    static final int KILL = of(62, 129);
    static final int FCNTL = of(72, 25);
    static final int FLOCK = of(73, 32);
    static final int FCHOWN = of(93, 55);
    static final int UMASK = of(95, 166);
    static final int GETEUID = of(107, 175);
    static final int GETEGID = of(108, 177);
    static final int SETGROUPS = of(116, 159);
    static final int SETRESUID = of(117, 147);
    static final int SETRESGID = of(119, 149);
    static final int SETPRIORITY = of(141, 140);
    static final int PRCTL = of(157, 167);
    static final int SCHED_SETAFFINITY = of(203, 122);
    static final int SCHED_GETAFFINITY = of(204, 123);
    static final int CLOCK_GETTIME = of(228, 113);
    static final int EPOLL_CTL = of(233, 21);
    static final int WAITID = of(247, 95);
    static final int OPENAT = of(257, 56);
    static final int MKNODAT = of(259, 33);
    static final int FCHOWNAT = of(260, 54);
    static final int UNLINKAT = of(263, 35);
    static final int READLINKAT = of(267, 78);
    static final int FCHMODAT = of(268, 53);
    static final int PPOLL = of(271, 73);
    static final int UNSHARE = of(272, 97);
    static final int EPOLL_PWAIT = of(281, 22);
    static final int EVENTFD2 = of(290, 19);
    static final int EPOLL_CREATE1 = of(291, 20);
    static final int STATX = of(332, 291);
    static final int PIDFD_SEND_SIGNAL = 424;
    static final int PIDFD_OPEN = 434;
    static final int CLOSE_RANGE = 436;

    static final int O_RDONLY = 0;
    static final int O_WRONLY = 1;
    static final int O_RDWR = 2;
    static final int O_CREAT = 0x40;
    static final int O_APPEND = 0x400;
    static final int O_NONBLOCK = 0x800;
    static final int O_CLOEXEC = 0x80000;
    static final int O_NOFOLLOW = of(0x20000, 0x8000);

    static final long AT_FDCWD = -100;

    /// `struct epoll_event` is packed on x86-64 only.
    static final int EPOLL_EVENT_SIZE = of(12, 16);

    static final int EPOLL_EVENT_DATA = of(4, 8);

    private Abi() {}

    /// Whether the numbers here are those of this machine.
    static boolean known() {
        return X86 || ARCHITECTURE.equals("aarch64");
    }

    private static int of(int x86, int aarch64) {
        return X86 ? x86 : aarch64;
    }
}
