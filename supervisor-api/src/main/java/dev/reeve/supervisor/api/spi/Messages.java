package dev.reeve.supervisor.api.spi;

import dev.reeve.supervisor.api.promise.Api;

/// The messages that come to a run's socket, in the order in which they came.
@Api
public interface Messages {
    /// Waits for the next message, without keeping a thread for it.
    ///
    /// @throws InterruptedException also when the run has ended
    Message next() throws InterruptedException;
}
