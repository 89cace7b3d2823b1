package dev.reeve.plugin.session.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;

import dev.reeve.supervisor.api.spi.Opening;
import dev.reeve.supervisor.api.spi.Report;
import dev.reeve.supervisor.api.spi.SessionBackend;
import dev.reeve.supervisor.api.spi.SessionException;
import dev.reeve.supervisor.api.state.Liveness.Status;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;

/// Opens pools to one database.
final class JdbcBackend implements SessionBackend {
    private final JdbcOptions options;

    JdbcBackend(JdbcOptions options) {
        this.options = options;
    }

    @Override
    public Session open(Opening opening) throws SessionException, InterruptedException {
        String what = "cannot connect to " + options.shownUrl();
        String password = password(what);
        Drivers drivers;
        try {
            drivers = Drivers.of(options.url(), options.driver());
        } catch (SQLException | IllegalArgumentException failure) {
            throw Failures.of(what, failure, password);
        }
        Database database = new Database(drivers.driver(), options.url(), properties(password));
        Connecting connecting = new Connecting(what, options.retry(), password);
        Connection first;
        try {
            first = connecting.to(database);
        } catch (SessionException | InterruptedException | RuntimeException failure) {
            drivers.close();
            throw failure;
        }
        boolean opened = false;
        try {
            tell(opening, first);
            HikariDataSource pool = pool(opening.service().name(), database);
            opened = true;
            return new JdbcSession(options, drivers, connecting, database, pool, first);
        } finally {
            if (!opened) {
                JdbcSession.quietly(first);
                drivers.close();
            }
        }
    }

    private @Nullable String password(String what) throws SessionException {
        try {
            return options.password().isEmpty() ? null : options.password().get().reveal();
        } catch (IOException missing) {
            throw new SessionException(
                    Status.MISCONFIGURED, what + ": " + missing.getMessage(), missing);
        }
    }

    private Properties properties(@Nullable String password) {
        Properties properties = new Properties();
        properties.putAll(options.properties());
        options.user().ifPresent(user -> properties.setProperty("user", user));
        if (password != null) {
            properties.setProperty("password", password);
        }
        return properties;
    }

    /// It connects when it is first asked for a connection, and its own threads are virtual ones,
    /// so that they can be interrupted while they connect.
    private HikariDataSource pool(String name, Database database) {
        HikariConfig config = new HikariConfig();
        config.setPoolName(name);
        config.setDataSource(database);
        config.setMaximumPoolSize(options.poolSize());
        config.setMinimumIdle(0);
        config.setConnectionTimeout(options.connectionTimeout().toMillis());
        config.setValidationTimeout(options.validationTimeout().toMillis());
        config.setMaxLifetime(options.maxLifetime().toMillis());
        config.setInitializationFailTimeout(-1);
        config.setThreadFactory(Thread.ofVirtual().name("jdbc-" + name + "-", 0).factory());
        return new HikariDataSource(config);
    }

    private void tell(Opening opening, Connection connection) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("url", options.shownUrl());
        options.user().ifPresent(user -> details.put("user", user));
        details.put("pool_size", options.poolSize());
        try {
            DatabaseMetaData server = connection.getMetaData();
            details.put("database", server.getDatabaseProductName());
            details.put("version", server.getDatabaseProductVersion());
        } catch (SQLException _) {
            // It is only told to people; what is wrong shows at the first check.
        }
        opening.report(new Report.Details(details));
        opening.report(new Report.Endpoint(options.shownUrl()));
    }
}
