package dev.reeve.supervisor.api.spi;

import dev.reeve.supervisor.api.promise.Spi;
import dev.reeve.supervisor.api.state.Liveness;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.Map;

/// Opens sessions to one system.
@FunctionalInterface
@Spi
public interface SessionBackend {
    /// Opens a session that can be used at once. Runs on a virtual thread, may block, is
    /// interrupted when its time is up or when nobody wants it any more. What it has acquired by
    /// then it gives back itself.
    ///
    /// @throws SessionException where that fails, with the category of the failure; whatever else
    ///     is thrown counts as `UNKNOWN`
    Session open(Opening opening) throws SessionException, InterruptedException;

    /// A session that is open. Methods are called by virtual threads, no two of them at one time
    /// except for `close`, which comes also while a check hangs.
    interface Session extends AutoCloseable {
        /// Looks whether the other side is there. May block; is interrupted when its time is up.
        ///
        /// @throws SessionException with a category of its own; whatever else is thrown counts as
        ///     `UNKNOWN`
        Liveness check() throws Exception;

        /// What others use of it: a connection, a client, a {@link SessionFactory}. Whoever gets
        /// it does not close it.
        ///
        /// @return null where it is no such thing
        default <T> @Nullable T as(Class<T> type) {
            return type.isInstance(this) ? type.cast(this) : null;
        }

        /// What somebody needs to reach the other side himself, by name: a token, a URL that holds
        /// it. Shown to administrators who ask for it, and nowhere else.
        default Map<String, String> credentials() {
            return Map.of();
        }

        /// Gives everything back; idempotent. Called always, also where the other side is gone.
        /// May block; is interrupted when its time is up.
        @Override
        void close() throws IOException;
    }
}
