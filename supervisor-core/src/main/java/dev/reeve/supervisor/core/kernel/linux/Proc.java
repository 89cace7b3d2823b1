package dev.reeve.supervisor.core.kernel.linux;

import org.jspecify.annotations.Nullable;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// What `/proc` tells of processes (proc(5)). Any thread may ask.
final class Proc {
    private static final int[] NONE = {};
    private static final byte[] TOKEN = {'R', 'E', 'E', 'V', 'E', '_', 'R', 'U', 'N', '='};

    private final int self;
    private final boolean childrenTold;

    /// @param self the pid of this process
    Proc(int self) {
        this.self = self;
        // The file is there where the kernel was built with CONFIG_PROC_CHILDREN.
        childrenTold = ProcFile.read("/proc/self/task/" + self + "/children") != null;
    }

    /// A process, or null where there is none any more.
    @Nullable Stat stat(int pid) {
        byte[] line = ProcFile.read("/proc/" + pid + "/stat");
        return line == null ? null : Stat.of(line);
    }

    /// The processes that this one has inherited as the nearest reaper, and those children of its
    /// own whose thread has ended: all these hang on the first thread (`find_new_reaper` in the
    /// kernel's `kernel/exit.c`).
    int[] inherited() {
        return childrenTold ? childrenOfThread(self, self) : childrenByParent(self);
    }

    /// A process and all that descend from it, parents first; those that end meanwhile may be
    /// missing.
    List<Stat> tree(int pid) {
        var found = new ArrayList<Stat>();
        Stat root = stat(pid);
        if (root != null) {
            found.add(root);
        }
        for (int next = 0; next < found.size(); next++) {
            Stat parent = found.get(next);
            for (int child : children(parent)) {
                Stat stat = stat(child);
                // One that is not its child any more has ended, and the pid is someone else's.
                if (stat != null && stat.parent() == parent.pid()) {
                    found.add(stat);
                }
            }
        }
        return found;
    }

    /// The numbers of all processes that are shown to us, but for this one.
    int[] others() {
        String[] names = new File("/proc").list();
        if (names == null) {
            return NONE;
        }
        int[] found = new int[names.length];
        int count = 0;
        for (String name : names) {
            if (Character.isDigit(name.charAt(0))) {
                int pid = Integer.parseInt(name);
                if (pid != self) {
                    found[count++] = pid;
                }
            }
        }
        return Arrays.copyOf(found, count);
    }

    /// What the environment of a process says under `REEVE_RUN`, or null: it says nothing, may not
    /// be read, or the process has ended.
    @Nullable String token(int pid) {
        byte[] environment = ProcFile.read("/proc/" + pid + "/environ");
        if (environment == null) {
            return null;
        }
        int at = 0;
        while (at < environment.length) {
            int end = at;
            while (end < environment.length && environment[end] != 0) {
                end++;
            }
            if (starts(environment, at, end)) {
                return new String(
                        environment,
                        at + TOKEN.length,
                        end - at - TOKEN.length,
                        StandardCharsets.UTF_8);
            }
            at = end + 1;
        }
        return null;
    }

    /// The timer slack of a process in nanoseconds; -1 where it may not be known, which takes
    /// CAP_SYS_NICE.
    long timerSlack(int pid) {
        byte[] text = ProcFile.read("/proc/" + pid + "/timerslack_ns");
        return text == null || text.length == 0 ? -1 : ProcFile.numbers(text, 1)[0];
    }

    private int[] children(Stat parent) {
        if (!childrenTold) {
            return childrenByParent(parent.pid());
        }
        if (parent.threads() == 1) {
            return childrenOfThread(parent.pid(), parent.pid());
        }
        String[] threads = new File("/proc/" + parent.pid() + "/task").list();
        if (threads == null) {
            return NONE;
        }
        int[] all = NONE;
        for (String thread : threads) {
            int[] some = childrenOfThread(parent.pid(), Integer.parseInt(thread));
            if (some.length > 0) {
                int end = all.length;
                all = Arrays.copyOf(all, end + some.length);
                System.arraycopy(some, 0, all, end, some.length);
            }
        }
        return all;
    }

    private int[] childrenOfThread(int pid, int thread) {
        byte[] text = ProcFile.read("/proc/" + pid + "/task/" + thread + "/children");
        return text == null ? NONE : ProcFile.numbers(text, text.length);
    }

    /// The slow way: every process is asked for its parent.
    private int[] childrenByParent(int parent) {
        int[] found = others();
        int count = 0;
        for (int pid : found) {
            Stat stat = stat(pid);
            if (stat != null && stat.parent() == parent) {
                found[count++] = pid;
            }
        }
        return Arrays.copyOf(found, count);
    }

    private static boolean starts(byte[] text, int from, int to) {
        return to - from >= TOKEN.length
                && Arrays.equals(text, from, from + TOKEN.length, TOKEN, 0, TOKEN.length);
    }
}
