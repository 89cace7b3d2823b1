package dev.reeve.supervisor.core.kernel.linux;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// What a child inherits from the thread that spawns it, and posix_spawn cannot set: in Linux these
/// belong to the thread, not to the process. So they are set on a thread that is made for the one
/// spawn and then ends. The system calls are made directly, since the C library's functions would
/// change every thread.
///
/// The saved user of that thread stays ours: so nobody of the new user's can trace it and get at
/// our memory (ptrace(2) compares all three), and the exec sets it anyway (execve(2)). For the
/// fraction of a millisecond that the thread lives, a process of that user could kill it by its
/// thread number, and us with it; who does not want to grant that gives the service a limit, and it
/// goes the other way (see {@link Wrapped}).
///
/// @param identity who the child runs as, or null for whom we run as
record ThreadSettings(
        @Nullable Identity identity,
        @Nullable Integer umask,
        @Nullable Integer nice,
        List<Integer> affinity) {
    private static final int CLONE_FS = 0x200;
    private static final int MOST_PROCESSORS = Scratch.ROOM_SIZE * 8;

    boolean needed() {
        return identity != null || umask != null || nice != null || !affinity.isEmpty();
    }

    /// Sets all this on the calling thread, which is to end soon.
    ///
    /// @return what could not be done and the system's words for it, or null
    @Nullable Failure apply() {
        if (!affinity.isEmpty()) {
            int error = setAffinity();
            if (error != 0) {
                return new Failure("on the processors " + affinity, error);
            }
        }
        if (nice != null && Libc.system(Abi.SETPRIORITY, 0, 0, nice) < 0) {
            return new Failure("with nice " + nice, Errno.EACCES);
        }
        if (umask != null) {
            int error = -(int) Libc.system(Abi.UNSHARE, CLONE_FS);
            if (error != 0) {
                return new Failure("with a umask", error);
            }
            long _ = Libc.system(Abi.UMASK, umask);
        }
        if (identity != null) {
            int error = become(identity);
            if (error != 0) {
                return new Failure("as user " + identity.user(), error);
            }
        }
        return null;
    }

    private int setAffinity() {
        Scratch scratch = Scratch.mine();
        int bytes = 8;
        for (int processor : affinity) {
            if (processor < 0 || processor >= MOST_PROCESSORS) {
                return Errno.EINVAL;
            }
            bytes = Math.max(bytes, (processor / 64 + 1) * 8);
        }
        for (int at = 0; at < bytes; at++) {
            scratch.bytes.put(Scratch.ROOM + at, (byte) 0);
        }
        for (int processor : affinity) {
            int at = Scratch.ROOM + processor / 8;
            scratch.bytes.put(at, (byte) (scratch.bytes.get(at) | 1 << processor % 8));
        }
        int set = (int) Libc.system(Abi.SCHED_SETAFFINITY, 0, bytes, scratch.room());
        return set < 0 ? -set : allowed(scratch);
    }

    /// Those that are not there have been left out without a word, unless all are.
    private int allowed(Scratch scratch) {
        int length = (int) Libc.system(Abi.SCHED_GETAFFINITY, 0, Scratch.ROOM_SIZE, scratch.room());
        for (int processor : affinity) {
            int at = processor / 8;
            if (at >= length || (scratch.bytes.get(Scratch.ROOM + at) & 1 << processor % 8) == 0) {
                return Errno.EINVAL;
            }
        }
        return 0;
    }

    private static int become(Identity identity) {
        Scratch scratch = Scratch.mine();
        List<Integer> groups = identity.groups();
        for (int index = 0; index < groups.size(); index++) {
            scratch.bytes.putInt(Scratch.ROOM + index * Integer.BYTES, groups.get(index));
        }
        long error = Libc.system(Abi.SETGROUPS, groups.size(), scratch.room());
        if (error == 0) {
            int group = identity.group();
            error = Libc.system(Abi.SETRESGID, group, group, group);
        }
        if (error == 0) {
            error = Libc.system(Abi.SETRESUID, identity.user(), identity.user(), -1);
        }
        return (int) -error;
    }

    /// @param what `as user 33`
    record Failure(String what, int error) {}
}
