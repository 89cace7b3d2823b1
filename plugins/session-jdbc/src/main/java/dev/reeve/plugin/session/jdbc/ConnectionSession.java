package dev.reeve.plugin.session.jdbc;

import dev.reeve.supervisor.api.spi.SessionBackend.Session;
import dev.reeve.supervisor.api.state.Liveness;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/// One connection of a pool, given back when it is closed.
///
/// @param connection the pool's; to close it again does nothing
/// @param schema the one to go back to then, or null
/// @param patience the longest time to wait for the answer to a ping
record ConnectionSession(Connection connection, @Nullable String schema, Duration patience)
        implements Session {
    @Override
    public Liveness check() throws InterruptedException {
        return Ping.answers(connection, patience)
                ? new Liveness(Liveness.Status.ONLINE, "its connection answers", null)
                : new Liveness(Liveness.Status.OFFLINE, "its connection does not answer", null);
    }

    @Override
    public <T> @Nullable T as(Class<T> type) {
        return type == Connection.class ? type.cast(connection) : null;
    }

    @Override
    public void close() throws IOException {
        try (connection) {
            if (schema != null && !connection.isClosed()) {
                connection.setSchema(schema);
            }
        } catch (SQLException failure) {
            if (Failures.category(failure) == Liveness.Status.OFFLINE) {
                return; // There is nobody left to whom it could be given back.
            }
            throw new IOException(
                    "cannot give back a connection: " + failure.getMessage(), failure);
        }
    }
}
