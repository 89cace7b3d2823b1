package dev.reeve.plugin.ready.http;

import dev.reeve.supervisor.api.spi.HealthCheck;
import dev.reeve.supervisor.api.spi.HealthCheckPlugin;
import dev.reeve.supervisor.api.spi.Kind;
import dev.reeve.supervisor.api.spi.PlanContext;
import dev.reeve.supervisor.api.state.Health;

import java.time.Duration;

/// `health: {http: {port: …, path: …}}`: healthy while a request is answered with a status that is
/// good.
@Kind(value = "http", about = "healthy while an HTTP request is answered with a good status")
public final class HttpHealth implements HealthCheckPlugin<HttpOptions> {
    /// The policy's own `timeout` comes first: it interrupts.
    private static final Duration AT_MOST = Duration.ofMinutes(10);

    /// For the catalogue of plugins.
    public HttpHealth() {}

    @Override
    public HealthCheck create(HttpOptions options, PlanContext context) {
        HttpLook look = new HttpLook(options, AT_MOST, false);
        return run -> {
            HttpLook.Seen seen = look.look(run);
            return new HealthCheck.Answer(
                    seen.good() ? Health.HEALTHY : Health.UNHEALTHY, seen.words());
        };
    }
}
