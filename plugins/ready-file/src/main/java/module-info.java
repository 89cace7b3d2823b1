import org.jspecify.annotations.NullMarked;

/// Ready when a file appears, and healthy while it is renewed.
@NullMarked
module dev.reeve.plugin.ready.file {
    requires dev.reeve.supervisor.api;
    requires static org.jspecify;

    provides dev.reeve.supervisor.api.spi.ReadyStrategyPlugin with
            dev.reeve.plugin.ready.file.FileReady;
    provides dev.reeve.supervisor.api.spi.HealthCheckPlugin with
            dev.reeve.plugin.ready.file.FileHealth;
}
