package dev.reeve.supervisor.api.spi;

import dev.reeve.supervisor.api.state.Liveness;

import java.io.IOException;

/// Opens sessions to one system.
@FunctionalInterface
public interface SessionBackend {
    /// Opens a session that can be used at once. Runs on a virtual thread, may block, is
    /// interrupted when its time is up.
    ///
    /// @throws SessionException where that fails, with the category of the failure
    Session open() throws SessionException, InterruptedException;

    /// A session that is open.
    interface Session extends AutoCloseable {
        /// Looks whether the other side is there. May block; is interrupted when its time is up.
        Liveness check() throws Exception;

        /// Gives everything back; idempotent.
        @Override
        void close() throws IOException;
    }
}
