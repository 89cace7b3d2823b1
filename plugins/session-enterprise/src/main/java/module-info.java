import org.jspecify.annotations.NullMarked;

/// Sessions that a factory makes, which is the session of another service.
@NullMarked
module dev.reeve.plugin.session.enterprise {
    requires dev.reeve.supervisor.api;
    requires static org.jspecify;

    provides dev.reeve.supervisor.api.spi.SessionBackendPlugin with
            dev.reeve.plugin.session.enterprise.EnterpriseSessions;
}
