package dev.reeve.supervisor.api.spi;

/// Makes lifecycle hooks: `hooks: [KIND]` or `hooks: [{KIND: {…options…}}]`.
///
/// @param <O> the record of its options
public interface LifecycleHookPlugin<O extends Record> {
    /// Makes the hook for one service. Called while planning.
    LifecycleHook create(O options, PlanContext context);
}
