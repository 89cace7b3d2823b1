package dev.reeve.supervisor.api.spi;

import dev.reeve.supervisor.api.promise.Incubating;
import dev.reeve.supervisor.api.promise.Spi;

/// Makes state producers: `producers: [KIND, {KIND: {…options…}}]`.
///
/// @param <O> the record of its options
@Spi
@Incubating(since = "1.0.0")
public interface StateProducerPlugin<O extends Record> {
    /// Makes a state producer. Called while planning.
    StateProducer create(O options, PlanContext context);
}
