package dev.reeve.plugin.session.http;

import dev.reeve.supervisor.api.spi.Kind;
import dev.reeve.supervisor.api.spi.Opening;
import dev.reeve.supervisor.api.spi.PlanContext;
import dev.reeve.supervisor.api.spi.Report;
import dev.reeve.supervisor.api.spi.SessionBackend;
import dev.reeve.supervisor.api.spi.SessionBackendPlugin;
import dev.reeve.supervisor.api.spi.SessionException;
import dev.reeve.supervisor.api.state.Liveness.Status;

import java.io.IOException;
import java.net.http.HttpClient;
import java.util.Map;

/// `kind: session, backend: http, config: {url: …}`: open while a request is answered with a status
/// that is good.
@Kind(value = "http", about = "a session to any HTTP service")
public final class HttpSessions implements SessionBackendPlugin<HttpOptions> {
    private final Clients clients = new Clients();

    /// For the catalogue of plugins.
    public HttpSessions() {}

    @Override
    public SessionBackend create(HttpOptions options, PlanContext context) {
        return opening -> open(options, opening);
    }

    private HttpSession open(HttpOptions options, Opening opening)
            throws SessionException, InterruptedException {
        HttpClient client;
        try {
            client = clients.take(options.caFile());
        } catch (IOException unusable) {
            throw new SessionException(
                    Status.MISCONFIGURED, String.valueOf(unusable.getMessage()), unusable);
        }
        var session = new HttpSession(options, client, () -> clients.give(options.caFile()));
        boolean opened = false;
        try {
            int status = session.asked();
            opening.report(new Report.Endpoint(options.address()));
            opening.report(new Report.Details(Map.of("status", status)));
            opened = true;
            return session;
        } finally {
            if (!opened) {
                session.close();
            }
        }
    }
}
