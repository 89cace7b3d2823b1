package dev.reeve.plugin.control.http.call;

import java.time.Duration;
import java.util.List;

/// What happens, in frames, one after the other. Used by one thread, but for {@link #close}.
public interface Feed extends AutoCloseable {
    /// Waits until there is a frame, and takes those that are there then; some hundreds at most.
    ///
    /// @return empty when nothing came within this time, or nothing will come any more
    List<byte[]> next(Duration longest) throws InterruptedException;

    /// Whether nothing will come any more.
    boolean ended();

    /// Ends it, also while someone waits for its next frame. Idempotent.
    @Override
    void close();
}
