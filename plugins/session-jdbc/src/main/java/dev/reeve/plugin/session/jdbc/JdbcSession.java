package dev.reeve.plugin.session.jdbc;

import com.zaxxer.hikari.HikariDataSource;

import dev.reeve.supervisor.api.spi.SessionBackend.Session;
import dev.reeve.supervisor.api.spi.SessionException;
import dev.reeve.supervisor.api.spi.SessionFactory;
import dev.reeve.supervisor.api.state.Liveness;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;

import javax.sql.DataSource;

/// A pool of connections to a database.
///
/// It is looked at by a connection beside the pool: the pool may be in use up to its last
/// connection, and the database well. Where that one connection is broken, a new one says whether
/// the database is there, and else why not.
final class JdbcSession implements Session, SessionFactory {
    private final JdbcOptions options;
    private final Drivers drivers;
    private final Connecting connecting;
    private final Database database;
    private final HikariDataSource pool;
    private volatile Connection own;
    private volatile boolean closed;

    JdbcSession(
            JdbcOptions options,
            Drivers drivers,
            Connecting connecting,
            Database database,
            HikariDataSource pool,
            Connection own) {
        this.options = options;
        this.drivers = drivers;
        this.connecting = connecting;
        this.database = database;
        this.pool = pool;
        this.own = own;
    }

    @Override
    public Liveness check() throws SessionException, InterruptedException {
        if (!Ping.answers(own, options.validationTimeout())) {
            quietly(own);
            Connection fresh = connecting.to(database);
            own = fresh;
            if (closed) {
                quietly(fresh);
            }
        }
        return new Liveness(Liveness.Status.ONLINE, used(), null);
    }

    @Override
    public <T> @Nullable T as(Class<T> type) {
        if (type == DataSource.class) {
            return type.cast(pool);
        }
        return type == SessionFactory.class ? type.cast(this) : null;
    }

    /// A session that is one connection of the pool.
    @Override
    public Session create(String source, String name, Map<String, Object> written)
            throws SessionException, InterruptedException {
        ConnectionOptions wanted = ConnectionOptions.of(written);
        Connection connection = connecting.to(pool);
        try {
            String schema = wanted.apply(connection);
            return new ConnectionSession(connection, schema, options.validationTimeout());
        } catch (SQLException failure) {
            quietly(connection);
            throw Failures.of("cannot prepare a connection", failure, null);
        }
    }

    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        try {
            own.close();
        } catch (SQLException failure) {
            throw new IOException("cannot close a connection: " + failure.getMessage(), failure);
        } finally {
            pool.close();
            drivers.close();
        }
    }

    private String used() {
        return "%d of %d connections in use"
                .formatted(pool.getHikariPoolMXBean() == null ? 0 : inUse(), options.poolSize());
    }

    private int inUse() {
        return pool.getHikariPoolMXBean().getActiveConnections();
    }

    /// What is broken need not be closed well.
    static void quietly(Connection connection) {
        try {
            connection.close();
        } catch (SQLException _) {
            // It is broken.
        }
    }
}
