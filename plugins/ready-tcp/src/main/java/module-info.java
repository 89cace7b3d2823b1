import org.jspecify.annotations.NullMarked;

/// Ready when a port takes connections, and healthy while it does.
@NullMarked
module dev.reeve.plugin.ready.tcp {
    requires dev.reeve.supervisor.api;
    requires static org.jspecify;

    provides dev.reeve.supervisor.api.spi.ReadyStrategyPlugin with
            dev.reeve.plugin.ready.tcp.TcpReady;
    provides dev.reeve.supervisor.api.spi.HealthCheckPlugin with
            dev.reeve.plugin.ready.tcp.TcpHealth;
}
