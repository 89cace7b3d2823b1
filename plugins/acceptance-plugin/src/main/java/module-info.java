import org.jspecify.annotations.NullMarked;

/// The hooks of the acceptance scenarios: one that writes down its calls, two that fail.
@NullMarked
module dev.reeve.plugin.acceptance {
    requires dev.reeve.supervisor.api;
    requires static org.jspecify;

    provides dev.reeve.supervisor.api.spi.LifecycleHookPlugin with
            dev.reeve.plugin.acceptance.RecordCalls,
            dev.reeve.plugin.acceptance.ThrowAtPreStart,
            dev.reeve.plugin.acceptance.ThrowAtShutdown;
}
