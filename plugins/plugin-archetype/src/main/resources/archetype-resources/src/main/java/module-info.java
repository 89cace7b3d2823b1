import org.jspecify.annotations.NullMarked;

/// What the plugin needs, and what it offers.
@NullMarked
module ${package} {
    requires dev.reeve.supervisor.api;
    requires static org.jspecify;

    provides dev.reeve.supervisor.api.spi.ReadyStrategyPlugin with
            ${package}.WordReady;
}
