package dev.reeve.supervisor.core.kernel;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// What is seen of any process, as far as the system shows it to us.
///
/// @param pid its number
/// @param startTime when it was started, in clock ticks since boot (hundredths of a second on
///     Linux); 0 where the system does not say
/// @param startedAt the same by the wall clock as it stands now; the epoch where the system does
///     not say
/// @param program its program, absolute, or null where that cannot be seen
/// @param command its arguments, the first one included; empty for a thread of the kernel, and for
///     a moment in the middle of an exec
/// @param directory its working directory, or null where that cannot be seen
/// @param user the number of its effective user; -1 where that cannot be seen
/// @param environment its environment as it began, or null where that cannot be seen; a program
///     may have written over it, as those do that change their title (postgres, nginx, redis)
public record Sight(
        long pid,
        long startTime,
        Instant startedAt,
        @Nullable Path program,
        List<String> command,
        @Nullable Path directory,
        long user,
        @Nullable Map<String, String> environment) {
    public Sight {
        command = List.copyOf(command);
        environment = environment == null ? null : Map.copyOf(environment);
    }
}
