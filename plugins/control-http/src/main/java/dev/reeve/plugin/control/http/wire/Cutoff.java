package dev.reeve.plugin.control.http.wire;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// Ends a connection that takes too long over something.
///
/// To set a new time is one write to a field, since it is done several times for each request. The
/// timer looks when the time is up, or after ten seconds, whichever is earlier; no time that is set
/// is shorter than that, but in tests, and so none is overslept.
final class Cutoff {
    private static final long NEVER = Long.MAX_VALUE;

    private final ScheduledExecutorService timer;
    private final Runnable end;
    private final long longestSleep;
    private volatile long at = NEVER;
    private volatile boolean stopped;
    private volatile Future<?> next;

    /// @param shortest no time that is set will be shorter
    /// @param end called at most once, on the timer's thread; must not block
    Cutoff(ScheduledExecutorService timer, Duration shortest, Runnable end) {
        this.timer = timer;
        this.end = end;
        longestSleep = shortest.toNanos();
        next = timer.schedule(this::look, longestSleep, TimeUnit.NANOSECONDS);
    }

    void in(Duration span) {
        at = System.nanoTime() + span.toNanos();
    }

    void never() {
        at = NEVER;
    }

    void stop() {
        stopped = true;
        next.cancel(false);
    }

    private void look() {
        if (stopped) {
            return;
        }
        long until = at;
        long left = until == NEVER ? longestSleep : until - System.nanoTime();
        if (left <= 0) {
            end.run();
            return;
        }
        try {
            next = timer.schedule(this::look, Math.min(left, longestSleep), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException closing) {
            stopped = true;
        }
    }
}
