package dev.reeve.supervisor.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;

class FakeClockTest {
    private final FakeClock clock = new FakeClock();

    @Test
    void itStandsUntilItIsMoved() {
        assertEquals(FakeSupervisor.BEGIN, clock.instant());
        assertEquals(FakeSupervisor.BEGIN.plusSeconds(3), clock.advance(Duration.ofSeconds(3)));
        assertEquals(clock.instant(), clock.withZone(ZoneId.of("Asia/Tokyo")).instant());
    }

    @Test
    void aRunByThisClockPausesInNoTime() throws InterruptedException {
        var run = new FakeReadyRun("web", 1, Path.of("/"), clock);
        assertEquals(FakeSupervisor.BEGIN, run.spawnedAt());
        for (int look = 0; look < 1_000; look++) {
            run.pause();
        }
        assertEquals(
                FakeSupervisor.BEGIN.plus(run.interval().multipliedBy(1_000)), clock.instant());
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, run::pause);
    }
}
