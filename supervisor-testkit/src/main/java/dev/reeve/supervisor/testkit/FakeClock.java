package dev.reeve.supervisor.testkit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/// A clock that stands until the test moves it. Any thread may look at it, and move it.
public final class FakeClock extends Clock {
    private final Now now;
    private final ZoneId zone;

    /// One that stands where everything begins in the test kit: {@link FakeSupervisor#BEGIN}.
    public FakeClock() {
        this(FakeSupervisor.BEGIN);
    }

    /// One that stands there.
    public FakeClock(Instant begin) {
        this(new Now(begin), ZoneOffset.UTC);
    }

    private FakeClock(Now now, ZoneId zone) {
        this.now = now;
        this.zone = zone;
    }

    /// This much time passes now.
    ///
    /// @param time less than zero for a clock that somebody sets back
    /// @return what time it is then
    public Instant advance(Duration time) {
        return now.advance(time);
    }

    @Override
    public Instant instant() {
        return now.at;
    }

    @Override
    public ZoneId getZone() {
        return zone;
    }

    /// The same clock, read in another zone.
    @Override
    public FakeClock withZone(ZoneId other) {
        return new FakeClock(now, other);
    }

    /// What the same clock in several zones has in common.
    private static final class Now {
        private volatile Instant at;

        Now(Instant at) {
            this.at = at;
        }

        synchronized Instant advance(Duration time) {
            Instant then = at.plus(time);
            at = then;
            return then;
        }
    }
}
