package dev.reeve.supervisor.testkit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/// A clock that stands until the test moves it. Any thread may look at it, and move it.
public final class FakeClock extends Clock {
    private final AtomicReference<Instant> now;
    private final ZoneId zone;

    /// One that stands where everything begins in the test kit: {@link FakeSupervisor#BEGIN}.
    public FakeClock() {
        this(FakeSupervisor.BEGIN);
    }

    /// One that stands there.
    public FakeClock(Instant begin) {
        this(new AtomicReference<>(begin), ZoneOffset.UTC);
    }

    private FakeClock(AtomicReference<Instant> now, ZoneId zone) {
        this.now = now;
        this.zone = zone;
    }

    /// This much time passes now.
    ///
    /// @param time less than zero for a clock that somebody sets back
    /// @return what time it is then
    public Instant advance(Duration time) {
        return now.updateAndGet(before -> before.plus(time));
    }

    @Override
    public Instant instant() {
        return now.get();
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
}
