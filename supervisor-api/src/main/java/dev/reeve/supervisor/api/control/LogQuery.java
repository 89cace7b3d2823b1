package dev.reeve.supervisor.api.control;

import dev.reeve.supervisor.api.promise.Api;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;

/// Which lines of output are wanted.
///
/// @param names bare names of services; empty for all, also those that are still to come
/// @param stream `stdout`, `stderr`, or null for both
/// @param lines at most how many of the past, the last ones, from 0
/// @param since only lines from this time on, or null
/// @param wanted only lines whose text passes; called by any thread, must be quick and never throw
@Api
public record LogQuery(
        List<String> names,
        @Nullable String stream,
        int lines,
        @Nullable Instant since,
        Predicate<String> wanted) {
    public LogQuery {
        names = List.copyOf(names);
    }

    /// The last lines of these services, of both streams.
    public static LogQuery last(List<String> names, int lines) {
        return new LogQuery(names, null, lines, null, _ -> true);
    }

    /// The same, of one stream; null for both.
    public LogQuery of(@Nullable String one) {
        return new LogQuery(names, one, lines, since, wanted);
    }
}
