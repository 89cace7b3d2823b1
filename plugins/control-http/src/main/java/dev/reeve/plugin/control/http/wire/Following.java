package dev.reeve.plugin.control.http.wire;

import dev.reeve.plugin.control.http.call.Feed;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Executor;

/// Hands a feed on to a client, frame by frame. A client that is slow holds up nobody but itself:
/// the feed drops what has no room, and says so.
///
/// @param cutoff ends the connection of a client that takes nothing for too long
record Following(Feed feed, Limits limits, Cutoff cutoff) {
    /// A comment, which clients pass over; it shows whether someone is still there.
    private static final byte[] BEAT = ":\n\n".getBytes(StandardCharsets.US_ASCII);

    /// Waits until the client has hung up.
    @FunctionalInterface
    interface HangUp {
        void await() throws IOException;
    }

    /// Returns when the feed has ended, or the client has hung up.
    void run(OutputStream client, Executor threads, HangUp hangUp)
            throws IOException, InterruptedException {
        try (feed) {
            threads.execute(() -> endWith(hangUp));
            while (!feed.ended()) {
                byte[] frame = feed.next(Duration.ZERO);
                if (frame == null) {
                    send(client, null);
                    frame = feed.next(limits.beat());
                }
                if (frame != null) {
                    send(client, frame);
                } else if (!feed.ended()) {
                    send(client, BEAT);
                }
            }
            cutoff.in(limits.write());
            client.close();
        }
    }

    /// @param frame null to send on what was written so far
    private void send(OutputStream client, byte @Nullable [] frame) throws IOException {
        cutoff.in(limits.follow());
        if (frame == null) {
            client.flush();
        } else {
            client.write(frame);
        }
        cutoff.never();
    }

    private void endWith(HangUp hangUp) {
        try {
            hangUp.await();
        } catch (IOException gone) {
            // That is an end, too.
        }
        feed.close();
    }
}
