package dev.reeve.supervisor.api.spi;

import dev.reeve.supervisor.api.promise.Incubating;
import dev.reeve.supervisor.api.promise.Spi;

/// Makes event subscribers: `subscribers: [KIND, {KIND: {…options…}}]`.
///
/// @param <O> the record of its options
@Spi
@Incubating(since = "1.0.0")
public interface EventSubscriberPlugin<O extends Record> {
    /// Makes an event subscriber. Called while planning.
    EventSubscriber create(O options, PlanContext context);
}
