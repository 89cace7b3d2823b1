package dev.reeve.supervisor.core.external;

import dev.reeve.supervisor.core.time.TimeSource;

import org.jspecify.annotations.Nullable;

import java.util.function.Consumer;

/// What a program writes to its standard error, for the supervisor's log: a hundred lines at once,
/// and ten a second. Of more than that it is only said how much there was.
final class Complaints {
    private static final int AT_ONCE = 100;
    private static final int PER_SECOND = 10;
    private static final long SECOND = 1_000_000_000;

    private final TimeSource time;
    private final Consumer<String> log;
    private double room = AT_ONCE;
    private long seen;
    private long dropped;

    Complaints(TimeSource time, Consumer<String> log) {
        this.time = time;
        this.log = log;
        seen = time.nanos();
    }

    /// A line, or null at the end.
    void take(@Nullable String line) {
        long now = time.nanos();
        room = Math.min(AT_ONCE, room + PER_SECOND * (double) (now - seen) / SECOND);
        seen = now;
        if (line != null && room < 1) {
            dropped++;
            return;
        }
        if (dropped > 0) {
            log.accept("(" + dropped + " more lines)");
            dropped = 0;
        }
        if (line != null && !line.isBlank()) {
            room--;
            log.accept(line);
        }
    }
}
