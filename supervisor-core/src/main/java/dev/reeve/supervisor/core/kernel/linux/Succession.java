package dev.reeve.supervisor.core.kernel.linux;

import java.io.File;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;

/// Becoming another program in this process (execve(2)), which keeps pid, children, and that we are
/// their reaper (prctl(2)).
///
/// What it inherits beside is put in order first: it gets no descriptor of ours but the first
/// three, since the JVM's are not all closed on exec; no signal is blocked, which the JVM's threads
/// do with some; and SIGPIPE, which whoever started us may have had ignored, ends it as usual.
/// Other signals that are ignored stay so, for that may be meant (nohup(1)); those the JVM handles
/// become as they were by the exec itself.
final class Succession {
    private static final int CLOSE_RANGE_CLOEXEC = 4;
    private static final long ALL = 0xffff_ffffL;
    private static final int F_SETFD = 2;
    private static final int FD_CLOEXEC = 1;
    private static final int SIG_SETMASK = 2;
    private static final int KERNEL_SIGSET = 8;
    private static final int SIGPIPE = 13;
    private static final long SIG_IGN = 1;

    /// `struct sigaction` of glibc has 152 bytes on 64-bit machines, the handler first.
    private static final int ACTION = 160;

    private static final int MASK = 0;
    private static final int FORMER_MASK = MASK + KERNEL_SIGSET;
    private static final int USUAL_ACTION = FORMER_MASK + KERNEL_SIGSET;
    private static final int FORMER_ACTION = USUAL_ACTION + ACTION;

    private final ByteBuffer memory =
            ByteBuffer.allocateDirect(FORMER_ACTION + ACTION).order(ByteOrder.nativeOrder());
    private final long address = MemorySegment.ofBuffer(memory).address();
    private final MemorySegment sigaction = Libc.function("sigaction");

    /// Becomes the program; all other threads end. Returns only where that fails, and then all is
    /// as it was.
    ///
    /// @throws IOException the system's own words
    void become(List<String> command, Map<String, String> environment) throws IOException {
        String cannot = "become `" + command.getFirst() + "`";
        SpawnMemory.Written written = new SpawnMemory().write(command, environment, "/");
        if (written == null) {
            throw new IOException("cannot " + cannot + ": a word of it holds a NUL");
        }
        closeOnExec();
        boolean ignored = endByPipe();
        long _ =
                Libc.system(
                        Abi.RT_SIGPROCMASK,
                        SIG_SETMASK,
                        address + MASK,
                        address + FORMER_MASK,
                        KERNEL_SIGSET);
        long result =
                Libc.system(
                        Abi.EXECVE, written.program(), written.arguments(), written.environment());
        long _ =
                Libc.system(
                        Abi.RT_SIGPROCMASK, SIG_SETMASK, address + FORMER_MASK, 0, KERNEL_SIGSET);
        if (ignored) {
            long _ = Libc.call(sigaction, SIGPIPE, address + FORMER_ACTION, 0);
        }
        Errno.check(cannot, result);
    }

    /// Kernels before 5.11 do not know the quick way (close_range(2)).
    private static void closeOnExec() {
        if (Libc.system(Abi.CLOSE_RANGE, 3, ALL, CLOSE_RANGE_CLOEXEC) == 0) {
            return;
        }
        String[] descriptors = new File("/proc/self/fd").list();
        for (String descriptor : descriptors == null ? new String[0] : descriptors) {
            int number = Integer.parseInt(descriptor);
            if (number > 2) {
                long _ = Libc.system(Abi.FCNTL, number, F_SETFD, FD_CLOEXEC);
            }
        }
    }

    /// @return whether the signal was ignored
    private boolean endByPipe() {
        long _ = Libc.call(sigaction, SIGPIPE, 0, address + FORMER_ACTION);
        boolean ignored = memory.getLong(FORMER_ACTION) == SIG_IGN;
        if (ignored) {
            long _ = Libc.call(sigaction, SIGPIPE, address + USUAL_ACTION, 0);
        }
        return ignored;
    }
}
