package dev.reeve.supervisor.core.time;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;

/// Who is too fast waits.
class PaceTest {
    private long now = 1_000_000_000L;

    private final TimeSource time =
            new TimeSource() {
                @Override
                public Instant now() {
                    return Instant.EPOCH;
                }

                @Override
                public long nanos() {
                    return now;
                }

                @Override
                public void sleep(Duration span) {
                    now += span.toNanos();
                }
            };

    private long millisFor(Pace pace, int steps) throws InterruptedException {
        long began = now;
        for (int step = 0; step < steps; step++) {
            pace.step();
        }
        return (now - began) / 1_000_000;
    }

    @Test
    void someStepsMayComeAtOnceAndTheOthersOneByOne() throws InterruptedException {
        var pace = new Pace(time, 10, Duration.ofMillis(20));
        assertEquals(0, millisFor(pace, 10));
        assertEquals(100, millisFor(pace, 5));
    }

    @Test
    void whoHasWaitedMayTakeSomeAtOnceAgainAndNoMoreThanAtFirst() throws InterruptedException {
        var pace = new Pace(time, 10, Duration.ofMillis(20));
        assertEquals(40, millisFor(pace, 12));
        now += Duration.ofHours(1).toNanos();
        assertEquals(0, millisFor(pace, 10));
        assertEquals(20, millisFor(pace, 1));
    }

    @Test
    void whoIsSlowEnoughNeverWaits() throws InterruptedException {
        var pace = new Pace(time, 1, Duration.ofMillis(20));
        for (int step = 0; step < 100; step++) {
            now += Duration.ofMillis(20).toNanos();
            assertEquals(0, millisFor(pace, 1));
        }
    }
}
