import org.jspecify.annotations.NullMarked;

/// Ready when a port takes connections.
@NullMarked
module dev.reeve.plugin.ready.tcp {
    requires dev.reeve.supervisor.api;
    requires static org.jspecify;

    provides dev.reeve.supervisor.api.spi.ReadyStrategyPlugin with
            dev.reeve.plugin.ready.tcp.TcpReady;
}
