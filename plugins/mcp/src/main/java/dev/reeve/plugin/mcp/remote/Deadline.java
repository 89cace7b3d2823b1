package dev.reeve.plugin.mcp.remote;

import java.time.Duration;

/// A moment after which waiting is over.
record Deadline(long nanos) {
    static Deadline in(Duration span) {
        return new Deadline(System.nanoTime() + span.toNanos());
    }

    /// How long it still is; zero when it is over.
    long left() {
        return Math.max(0, nanos - System.nanoTime());
    }

    boolean over() {
        return left() == 0;
    }
}
