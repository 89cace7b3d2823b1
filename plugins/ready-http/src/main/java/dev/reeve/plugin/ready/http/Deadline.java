package dev.reeve.plugin.ready.http;

import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// When an attempt must be over, on the monotonic clock.
record Deadline(long nanos) {
    static Deadline in(Duration time) {
        return new Deadline(System.nanoTime() + TimeUnit.NANOSECONDS.convert(time));
    }

    /// What is left, as sockets take it: never 0, which would mean for ever.
    ///
    /// @throws SocketTimeoutException where nothing is left
    int millisLeft() throws SocketTimeoutException {
        long left = TimeUnit.NANOSECONDS.toMillis(nanos - System.nanoTime());
        if (left < 1) {
            throw new SocketTimeoutException();
        }
        return (int) Math.min(Integer.MAX_VALUE, left);
    }
}
