import org.jspecify.annotations.NullMarked;

/// Ready and healthy by the exit code of a command.
@NullMarked
module dev.reeve.plugin.ready.exec {
    requires dev.reeve.supervisor.api;
    requires static org.jspecify;

    provides dev.reeve.supervisor.api.spi.ReadyStrategyPlugin with
            dev.reeve.plugin.ready.exec.ExecReady;
    provides dev.reeve.supervisor.api.spi.HealthCheckPlugin with
            dev.reeve.plugin.ready.exec.ExecHealth;
}
