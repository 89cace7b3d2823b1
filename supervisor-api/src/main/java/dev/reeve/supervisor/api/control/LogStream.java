package dev.reeve.supervisor.api.control;

import dev.reeve.supervisor.api.promise.Api;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/// Lines as services write them, to one follower. A follower that is too slow loses lines, and
/// finds one line that says how many; it never holds up a service.
@Api
public interface LogStream extends AutoCloseable {
    /// Waits for the next line. Called by one thread; may block.
    ///
    /// @return null when nothing came within this time, or the stream is closed
    @Nullable LogLine next(Duration longest) throws InterruptedException;

    /// Whether nothing will come any more.
    boolean closed();

    @Override
    void close();
}
