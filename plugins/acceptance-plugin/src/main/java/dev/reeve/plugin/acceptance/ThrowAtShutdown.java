package dev.reeve.plugin.acceptance;

import dev.reeve.supervisor.api.spi.Kind;
import dev.reeve.supervisor.api.spi.LifecycleHook;
import dev.reeve.supervisor.api.spi.LifecycleHook.Moment;
import dev.reeve.supervisor.api.spi.LifecycleHookPlugin;
import dev.reeve.supervisor.api.spi.PlanContext;

/// Throws at `on_shutdown`.
@Kind(value = "throw-exit", about = "throws at on_shutdown")
public final class ThrowAtShutdown implements LifecycleHookPlugin<NoOptions> {
    /// For the catalogue of plugins.
    public ThrowAtShutdown() {}

    @Override
    public LifecycleHook create(NoOptions options, PlanContext context) {
        return (moment, call) -> {
            if (moment == Moment.ON_SHUTDOWN) {
                throw new IllegalStateException("throw-exit lets nobody go, not " + call.service());
            }
        };
    }
}
