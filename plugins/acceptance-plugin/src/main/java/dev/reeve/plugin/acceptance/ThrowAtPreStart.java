package dev.reeve.plugin.acceptance;

import dev.reeve.supervisor.api.spi.Kind;
import dev.reeve.supervisor.api.spi.LifecycleHook;
import dev.reeve.supervisor.api.spi.LifecycleHook.Moment;
import dev.reeve.supervisor.api.spi.LifecycleHookPlugin;
import dev.reeve.supervisor.api.spi.PlanContext;

/// Throws at `pre_start`.
@Kind(value = "throw-pre", about = "throws at pre_start")
public final class ThrowAtPreStart implements LifecycleHookPlugin<NoOptions> {
    /// For the catalogue of plugins.
    public ThrowAtPreStart() {}

    @Override
    public LifecycleHook create(NoOptions options, PlanContext context) {
        return (moment, call) -> {
            if (moment == Moment.PRE_START) {
                throw new IllegalStateException("throw-pre does not let " + call.service() + " in");
            }
        };
    }
}
