package dev.reeve.plugin.control.xmlrpc.wire;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// Ends a connection that takes too long over something. Used by one thread.
final class Deadline {
    private final ScheduledExecutorService timer;
    private final Runnable end;
    private @Nullable Future<?> next;

    /// @param end called on the timer's thread; must not block
    Deadline(ScheduledExecutorService timer, Runnable end) {
        this.timer = timer;
        this.end = end;
    }

    void in(Duration span) {
        never();
        try {
            next = timer.schedule(end, span.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException closing) {
            end.run();
        }
    }

    void never() {
        if (next != null) {
            next.cancel(false);
            next = null;
        }
    }
}
