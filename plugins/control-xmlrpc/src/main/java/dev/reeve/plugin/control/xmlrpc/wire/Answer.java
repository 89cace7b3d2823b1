package dev.reeve.plugin.control.xmlrpc.wire;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Map;

/// What a request is answered with.
public sealed interface Answer {
    /// An answer of known length.
    ///
    /// @param body handed on as it is, to the socket; nobody compares answers
    @SuppressWarnings("ArrayRecordComponent")
    record Whole(int status, String contentType, byte[] body, Map<String, String> headers)
            implements Answer {}

    /// Text that goes on until one side has enough.
    record Following(Feed feed) implements Answer {}

    /// What a follower gets. Read by one thread, closed by any.
    interface Feed extends AutoCloseable {
        /// Waits for more.
        ///
        /// @return null when nothing came within this time, or it has ended
        byte @Nullable [] next(Duration longest) throws InterruptedException;

        /// Whether nothing will come any more.
        boolean ended();

        @Override
        void close();
    }
}
