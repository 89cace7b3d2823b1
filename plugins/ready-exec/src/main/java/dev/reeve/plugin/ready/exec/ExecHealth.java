package dev.reeve.plugin.ready.exec;

import dev.reeve.supervisor.api.spi.HealthCheck;
import dev.reeve.supervisor.api.spi.HealthCheckPlugin;
import dev.reeve.supervisor.api.spi.Kind;
import dev.reeve.supervisor.api.spi.PlanContext;
import dev.reeve.supervisor.api.state.Health;

import java.time.Duration;

/// `health: {exec: {command: […]}}`: healthy while the command exits with 0. It gets what that of
/// {@link ExecReady} gets.
@Kind(value = "exec", about = "healthy while a command exits with 0")
public final class ExecHealth implements HealthCheckPlugin<ExecOptions> {
    /// The policy's own `timeout` comes first: it interrupts.
    private static final Duration AT_MOST = Duration.ofHours(1);

    /// For the catalogue of plugins.
    public ExecHealth() {}

    @Override
    public HealthCheck create(ExecOptions options, PlanContext context) {
        Command command = new Command(options, AT_MOST);
        return run -> {
            Command.Result result = command.run(run);
            return new HealthCheck.Answer(
                    result.good() ? Health.HEALTHY : Health.UNHEALTHY, result.words());
        };
    }
}
