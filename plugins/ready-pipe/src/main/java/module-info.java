import org.jspecify.annotations.NullMarked;

/// Ready when the service says so through a pipe.
@NullMarked
module dev.reeve.plugin.ready.pipe {
    requires dev.reeve.supervisor.api;
    requires static org.jspecify;

    provides dev.reeve.supervisor.api.spi.ReadyStrategyPlugin with
            dev.reeve.plugin.ready.pipe.PipeReady;
}
