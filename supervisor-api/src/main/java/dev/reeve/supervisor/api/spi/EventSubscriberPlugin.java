package dev.reeve.supervisor.api.spi;

/// Makes event subscribers: `subscribers: [KIND, {KIND: {…options…}}]`.
///
/// @param <O> the record of its options
public interface EventSubscriberPlugin<O extends Record> {
    /// Makes an event subscriber. Called while planning.
    EventSubscriber create(O options, PlanContext context);
}
