package dev.reeve.supervisor.core.kernel.portable;

import dev.reeve.supervisor.core.kernel.Sight;

import org.jspecify.annotations.Nullable;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/// What the JDK's handles show of other processes: no environment, no working directory, no number
/// of a user, and no start in clock ticks.
final class Handles {
    private Handles() {}

    static @Nullable Sight look(long pid) {
        return pid <= 0 ? null : ProcessHandle.of(pid).map(Handles::sight).orElse(null);
    }

    static List<Sight> lookAtAll() {
        long self = ProcessHandle.current().pid();
        return ProcessHandle.allProcesses()
                .filter(handle -> handle.pid() != self)
                .map(Handles::sight)
                .filter(Objects::nonNull)
                .sorted(Comparator.comparingLong(Sight::pid))
                .toList();
    }

    private static @Nullable Sight sight(ProcessHandle handle) {
        ProcessHandle.Info info = handle.info();
        var command = new ArrayList<String>();
        info.command().ifPresent(command::add);
        command.addAll(List.of(info.arguments().orElse(new String[0])));
        Instant started = info.startInstant().orElse(Instant.EPOCH);
        return handle.isAlive()
                ? new Sight(
                        handle.pid(),
                        0,
                        started,
                        info.command().map(Handles::path).orElse(null),
                        command,
                        null,
                        -1,
                        null)
                : null;
    }

    private static @Nullable Path path(String command) {
        try {
            Path path = Path.of(command);
            return path.isAbsolute() ? path : null;
        } catch (InvalidPathException _) {
            return null;
        }
    }
}
