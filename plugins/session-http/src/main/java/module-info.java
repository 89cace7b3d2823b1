import org.jspecify.annotations.NullMarked;

/// Sessions to any HTTP service.
@NullMarked
module dev.reeve.plugin.session.http {
    requires dev.reeve.supervisor.api;
    requires java.net.http;
    requires static org.jspecify;

    provides dev.reeve.supervisor.api.spi.SessionBackendPlugin with
            dev.reeve.plugin.session.http.HttpSessions;
}
