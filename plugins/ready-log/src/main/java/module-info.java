import org.jspecify.annotations.NullMarked;

/// Ready and healthy by the lines that a service writes.
@NullMarked
module dev.reeve.plugin.ready.log {
    requires dev.reeve.supervisor.api;
    requires static org.jspecify;

    provides dev.reeve.supervisor.api.spi.ReadyStrategyPlugin with
            dev.reeve.plugin.ready.log.LogReady;
    provides dev.reeve.supervisor.api.spi.HealthCheckPlugin with
            dev.reeve.plugin.ready.log.LogHealth;
}
