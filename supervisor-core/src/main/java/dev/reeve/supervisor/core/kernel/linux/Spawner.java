package dev.reeve.supervisor.core.kernel.linux;

import org.jspecify.annotations.Nullable;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Map;

/// posix_spawn(3), with what every child gets: a session and process group of its own, default
/// signals and none blocked, an empty standard input, and no descriptor of ours.
///
/// glibc does it with one `clone` that shares memory until the exec, so the cost does not grow with
/// the JVM's; and it answers with the error number of whatever went wrong up to and including the
/// exec.
final class Spawner {
    private static final int SETSIGDEF = 4;
    private static final int SETSIGMASK = 8;
    private static final int SETSID = 0x80;

    private static final MemorySegment SPAWN = Libc.function("posix_spawn");
    private static final MemorySegment INIT = Libc.function("posix_spawn_file_actions_init");
    private static final MemorySegment DESTROY = Libc.function("posix_spawn_file_actions_destroy");
    private static final MemorySegment OPEN = Libc.function("posix_spawn_file_actions_addopen");
    private static final MemorySegment DUP = Libc.function("posix_spawn_file_actions_adddup2");
    private static final MemorySegment CHDIR =
            Libc.function("posix_spawn_file_actions_addchdir_np");
    private static final MemorySegment CLOSE_FROM =
            Libc.function("posix_spawn_file_actions_addclosefrom_np");

    private static final ThreadLocal<Spawner> MINE =
            new ThreadLocal<>() {
                @Override
                protected Spawner initialValue() {
                    return new Spawner();
                }
            };

    private final SpawnMemory memory = new SpawnMemory();

    private Spawner() {
        long attributes = memory.attributes();
        done(Libc.call(Libc.function("posix_spawnattr_init"), attributes, 0, 0));
        done(
                Libc.call(
                        Libc.function("posix_spawnattr_setflags"),
                        attributes,
                        SETSIGDEF | SETSIGMASK | SETSID,
                        0));
        done(
                Libc.call(
                        Libc.function("posix_spawnattr_setsigdefault"),
                        attributes,
                        memory.allSignals(),
                        0));
        done(
                Libc.call(
                        Libc.function("posix_spawnattr_setsigmask"),
                        attributes,
                        memory.noSignal(),
                        0));
    }

    /// Whether this machine's C library has what is needed.
    static boolean possible() {
        return Libc.find("posix_spawn_file_actions_addclosefrom_np") != null
                && Libc.find("posix_spawn_file_actions_addchdir_np") != null;
    }

    /// The calling thread's.
    static Spawner mine() {
        return MINE.get();
    }

    /// Spawns.
    ///
    /// @param stdout the descriptor that becomes 1
    /// @param stderr the descriptor that becomes 2
    /// @return the child's pid, or the negative of an error number; null where a text holds a NUL
    @Nullable Integer spawn(
            List<String> command,
            Map<String, String> environment,
            String directory,
            int stdout,
            int stderr) {
        SpawnMemory.Written written = memory.write(command, environment, directory);
        if (written == null) {
            return null;
        }
        long actions = memory.actions();
        done(Libc.call(INIT, actions, 0, 0));
        try {
            long nowhere = Scratch.mine().path("/dev/null");
            done(Libc.call(OPEN, actions, 0, nowhere, Abi.O_RDONLY, 0, 0));
            done(Libc.call(DUP, actions, stdout, 1));
            done(Libc.call(DUP, actions, stderr, 2));
            done(Libc.call(CHDIR, actions, written.directory(), 0));
            done(Libc.call(CLOSE_FROM, actions, 3, 0));
            int error =
                    (int)
                            Libc.call(
                                    SPAWN,
                                    memory.pidAt(),
                                    written.program(),
                                    actions,
                                    memory.attributes(),
                                    written.arguments(),
                                    written.environment());
            return error == 0 ? memory.pid() : -error;
        } finally {
            done(Libc.call(DESTROY, actions, 0, 0));
        }
    }

    /// These fail for want of a few bytes only.
    private static void done(long result) {
        if ((int) result != 0) {
            throw new OutOfMemoryError("no memory is left to spawn with");
        }
    }
}
