package dev.reeve.supervisor.core.kernel.linux;

import org.jspecify.annotations.Nullable;

/// A line of `/proc/PID/stat`, as far as it is needed (proc(5)).
///
/// @param pid with `start`, what names a process: a pid alone may be given out anew
/// @param state one letter; `Z` for one that has ended and was not reaped yet
/// @param parent the process whose child it is now
/// @param group the pid of the process that began its process group
/// @param session the pid of the process that began its session
/// @param threads how many
/// @param start clock ticks from the boot of the machine
record Stat(int pid, char state, int parent, int group, int session, int threads, long start) {
    private static final int PARENT = 1;
    private static final int GROUP = 2;
    private static final int SESSION = 3;
    private static final int THREADS = 17;
    private static final int START = 19;
    private static final int PID_BITS = 22;
    static final int HIGHEST_PID = (1 << PID_BITS) - 1;

    /// Reads a line. The second field is the program's name in brackets, may hold anything, and so
    /// ends at the last bracket.
    ///
    /// @return null where it is no such line
    static @Nullable Stat of(byte[] line) {
        int close = line.length - 1;
        while (close >= 0 && line[close] != ')') {
            close--;
        }
        if (close < 0 || close + 2 >= line.length) {
            return null;
        }
        long[] fields = numbers(line, close + 2);
        return new Stat(
                (int) number(line, 0),
                (char) line[close + 2],
                (int) fields[PARENT],
                (int) fields[GROUP],
                (int) fields[SESSION],
                (int) fields[THREADS],
                fields[START]);
    }

    /// What names a process for good, in one number: pids have 22 bits at most (proc_pid_max(5)).
    long id() {
        return id(pid, start);
    }

    /// The {@link #id} of a process that was started then.
    static long id(int pid, long start) {
        return start << PID_BITS | pid;
    }

    /// The pid in an {@link #id}.
    static int pidOf(long id) {
        return (int) id & HIGHEST_PID;
    }

    /// Whether it has not ended. The first thread may end before the others: then it looks like a
    /// process that was not reaped, but is not alone.
    boolean living() {
        return state != 'X' && (state != 'Z' || threads > 1);
    }

    /// Whether this is still that process.
    boolean is(@Nullable Stat other) {
        return other != null && other.pid == pid && other.start == start;
    }

    /// The numbers from the state on, which counts as the first; more than are needed are left.
    private static long[] numbers(byte[] line, int from) {
        long[] fields = new long[START + 1];
        int at = from;
        for (int field = 0; field < fields.length && at < line.length; field++) {
            fields[field] = number(line, at);
            while (at < line.length && line[at] != ' ') {
                at++;
            }
            at++;
        }
        return fields;
    }

    /// The number at a place; 0 where there is none.
    private static long number(byte[] line, int from) {
        boolean negative = line[from] == '-';
        long value = 0;
        for (int at = negative ? from + 1 : from; at < line.length; at++) {
            int digit = line[at] - '0';
            if (digit < 0 || digit > 9) {
                break;
            }
            value = value * 10 + digit;
        }
        return negative ? -value : value;
    }
}
