package dev.reeve.supervisor.core.time;

import java.time.Duration;
import java.time.Instant;

/// Two clocks: stamps come from the wall and may jump; waits are measured on the other.
public interface TimeSource {
    /// The wall clock.
    Instant now();

    /// Nanoseconds since some fixed moment. Only differences mean anything.
    long nanos();

    /// Lets this much time pass. Blocks the calling thread; a clock of tests goes on by itself
    /// instead.
    default void sleep(Duration time) throws InterruptedException {
        Thread.sleep(time);
    }

    /// The clocks of this machine.
    static TimeSource system() {
        return new TimeSource() {
            @Override
            public Instant now() {
                return Instant.now();
            }

            @Override
            public long nanos() {
                return System.nanoTime();
            }
        };
    }
}
