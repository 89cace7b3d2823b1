import org.jspecify.annotations.NullMarked;

/// Ready when the service says so by systemd's protocol, and listens to what it says afterwards.
@NullMarked
module dev.reeve.plugin.ready.notify {
    requires dev.reeve.supervisor.api;
    requires static org.jspecify;

    provides dev.reeve.supervisor.api.spi.ReadyStrategyPlugin with
            dev.reeve.plugin.ready.notify.NotifyReady;
}
