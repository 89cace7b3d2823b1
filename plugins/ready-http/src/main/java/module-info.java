import org.jspecify.annotations.NullMarked;

/// Ready and healthy by the answer to an HTTP request.
@NullMarked
module dev.reeve.plugin.ready.http {
    requires dev.reeve.supervisor.api;
    requires static org.jspecify;

    provides dev.reeve.supervisor.api.spi.ReadyStrategyPlugin with
            dev.reeve.plugin.ready.http.HttpReady;
    provides dev.reeve.supervisor.api.spi.HealthCheckPlugin with
            dev.reeve.plugin.ready.http.HttpHealth;
}
