package dev.reeve.plugin.control.http.wire;

import dev.reeve.plugin.control.http.call.Feed;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/// Hands a feed on to a client. A client that is slow holds up nobody but itself: the feed drops
/// what has no room, and says so.
///
/// What happens is written at once. What else happens in the next fiftieth of a second is written
/// together: to wake each of a hundred followers for each of ten thousand events a second would
/// cost more than everything else.
///
/// @param out to the client
/// @param beat how often the client is sent a sign of life
/// @param sign what it is sent then
record Following(Feed feed, Outflow out, Duration beat, List<byte[]> sign) {
    private static final long PAUSE_NANOS = 20_000_000;

    /// Returns when the feed has ended.
    void run() throws IOException, InterruptedException {
        long due = System.nanoTime() + beat.toNanos();
        while (!feed.ended()) {
            long left = Math.max(0, due - System.nanoTime());
            List<byte[]> frames = feed.next(Duration.ofNanos(left));
            long begun = System.nanoTime();
            if (!frames.isEmpty()) {
                out.send(frames);
                rest(begun + PAUSE_NANOS - System.nanoTime());
            }
            if (begun >= due && !feed.ended()) {
                out.send(sign);
                due = begun + beat.toNanos();
            }
        }
    }

    private static void rest(long nanos) throws InterruptedException {
        if (nanos > 0) {
            Thread.sleep(Duration.ofNanos(nanos));
        }
    }
}
