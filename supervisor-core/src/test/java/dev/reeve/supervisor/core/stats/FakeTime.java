package dev.reeve.supervisor.core.stats;

import dev.reeve.supervisor.core.time.TimeSource;

import java.time.Duration;
import java.time.Instant;

/// A clock that goes on when somebody sleeps, and by hand.
final class FakeTime implements TimeSource {
    private long nanos = 5_000_000_000L;

    /// Goes on.
    synchronized void advance(Duration time) {
        nanos += time.toNanos();
    }

    @Override
    public Instant now() {
        return Instant.parse("2026-01-31T12:00:00Z").plusNanos(nanos());
    }

    @Override
    public synchronized long nanos() {
        return nanos;
    }

    @Override
    public void sleep(Duration time) {
        advance(time);
    }
}
