package dev.reeve.plugin.ready.tcp;

import dev.reeve.supervisor.api.spi.HealthCheck;
import dev.reeve.supervisor.api.spi.HealthCheckPlugin;
import dev.reeve.supervisor.api.spi.Kind;
import dev.reeve.supervisor.api.spi.PlanContext;
import dev.reeve.supervisor.api.state.Health;

import java.nio.file.Path;
import java.util.Optional;

/// `health: {tcp: {port: …}}`: healthy while the port takes connections, and is the service's own.
@Kind(value = "tcp", about = "healthy while a TCP port of the service takes connections")
public final class TcpHealth implements HealthCheckPlugin<TcpReady.Options> {
    /// For the catalogue of plugins.
    public TcpHealth() {}

    @Override
    public HealthCheck create(TcpReady.Options options, PlanContext context) {
        Port port = new Port(options, new Ownership(Path.of("/proc")));
        return run -> {
            Optional<String> trouble = port.trouble(run);
            return trouble.isPresent()
                    ? new HealthCheck.Answer(Health.UNHEALTHY, trouble.get())
                    : new HealthCheck.Answer(Health.HEALTHY, port.name() + " takes connections");
        };
    }
}
