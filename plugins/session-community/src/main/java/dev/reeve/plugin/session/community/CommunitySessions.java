package dev.reeve.plugin.session.community;

import dev.reeve.supervisor.api.spi.Kind;
import dev.reeve.supervisor.api.spi.PlanContext;
import dev.reeve.supervisor.api.spi.SessionBackend;
import dev.reeve.supervisor.api.spi.SessionBackendPlugin;

/// `backend: community`: a session to a Deephaven Community server that runs elsewhere (`server`),
/// or to one that the session owns and launches (`launch`).
@Kind(value = "community", about = "a session to a Deephaven Community server")
public final class CommunitySessions implements SessionBackendPlugin<CommunityOptions> {
    /// For the catalogue of plugins.
    public CommunitySessions() {}

    @Override
    public SessionBackend create(CommunityOptions options, PlanContext context) {
        return options.launch().isPresent()
                ? new DynamicBackend(options, options.launch().get(), context)
                : new StaticBackend(options);
    }
}
