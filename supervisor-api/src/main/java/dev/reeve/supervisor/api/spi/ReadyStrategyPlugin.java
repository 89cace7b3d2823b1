package dev.reeve.supervisor.api.spi;

import dev.reeve.supervisor.api.promise.Spi;

/// Makes ready strategies: `ready: {KIND: {…options…}}`.
///
/// @param <O> the record of its options; see {@link Option}. A canonical constructor that throws
///     `IllegalArgumentException` has its text shown at the options' place in the manifest.
@Spi
public interface ReadyStrategyPlugin<O extends Record> {
    /// Makes the strategy for one service. Called while planning, also when nothing will be
    /// started.
    ///
    /// @throws IllegalArgumentException if the options do not fit each other; the text is for the
    /// user
    ReadyStrategy create(O options, PlanContext context);
}
