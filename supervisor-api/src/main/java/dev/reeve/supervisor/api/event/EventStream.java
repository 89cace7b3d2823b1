package dev.reeve.supervisor.api.event;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/// Events as they come, to one follower, in order. Each follower has a bounded queue of its own;
/// when it is too slow it gets one {@link Event.Gap} for what was dropped, and stalls nobody.
public interface EventStream extends AutoCloseable {
    /// Waits for the next event. Called by one thread; may block.
    ///
    /// @return null when nothing came within this time, or the stream is closed
    @Nullable RecordedEvent next(Duration longest) throws InterruptedException;

    /// Whether nothing will come any more.
    boolean closed();

    @Override
    void close();
}
