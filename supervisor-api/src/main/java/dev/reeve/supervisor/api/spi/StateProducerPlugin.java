package dev.reeve.supervisor.api.spi;

/// Makes state producers: `producers: [KIND, {KIND: {…options…}}]`.
///
/// @param <O> the record of its options
public interface StateProducerPlugin<O extends Record> {
    /// Makes a state producer. Called while planning.
    StateProducer create(O options, PlanContext context);
}
