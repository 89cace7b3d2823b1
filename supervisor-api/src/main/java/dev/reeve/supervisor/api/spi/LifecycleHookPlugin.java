package dev.reeve.supervisor.api.spi;

import dev.reeve.supervisor.api.promise.Spi;

/// Makes lifecycle hooks: `hooks: [KIND]` or `hooks: [{KIND: {…options…}}]`.
///
/// @param <O> the record of its options
@Spi
public interface LifecycleHookPlugin<O extends Record> {
    /// Makes the hook for one service. Called while planning.
    LifecycleHook create(O options, PlanContext context);
}
