package dev.reeve.supervisor.api.spi;

import dev.reeve.supervisor.api.promise.Spi;

/// Makes stats handlers: `stats: [KIND]` or `stats: [{KIND: {…options…}, interval: 5s}]`.
///
/// @param <O> the record of its options
@Spi
public interface StatsHandlerPlugin<O extends Record> {
    /// Makes a handler. Services with the same kind and equal options share one.
    StatsHandler create(O options, PlanContext context);
}
