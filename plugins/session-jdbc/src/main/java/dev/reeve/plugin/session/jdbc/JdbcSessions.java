package dev.reeve.plugin.session.jdbc;

import dev.reeve.supervisor.api.spi.Kind;
import dev.reeve.supervisor.api.spi.PlanContext;
import dev.reeve.supervisor.api.spi.SessionBackend;
import dev.reeve.supervisor.api.spi.SessionBackendPlugin;

/// `backend: jdbc`: a session is a pool of connections to a database, and a factory of sessions
/// that are one connection each.
@Kind(value = "jdbc", about = "a pool of connections to a database")
public final class JdbcSessions implements SessionBackendPlugin<JdbcOptions> {
    /// For the catalogue of plugins.
    public JdbcSessions() {}

    @Override
    public SessionBackend create(JdbcOptions options, PlanContext context) {
        return new JdbcBackend(options);
    }
}
