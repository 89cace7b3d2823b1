package dev.reeve.plugin.session.enterprise;

import dev.reeve.supervisor.api.spi.Kind;
import dev.reeve.supervisor.api.spi.PlanContext;
import dev.reeve.supervisor.api.spi.SessionBackend;
import dev.reeve.supervisor.api.spi.SessionBackendPlugin;

import java.util.List;

/// `backend: enterprise`: a session that the session of another service makes. Many share one such
/// factory, which is open before the first of them and closed after the last.
@Kind(value = "enterprise", about = "made by a factory, which is the session of another service")
public final class EnterpriseSessions implements SessionBackendPlugin<EnterpriseOptions> {
    /// For the catalogue of plugins.
    public EnterpriseSessions() {}

    @Override
    public SessionBackend create(EnterpriseOptions options, PlanContext context) {
        return new EnterpriseBackend(options);
    }

    @Override
    public List<String> requires(EnterpriseOptions options) {
        return List.of(options.factory());
    }
}
