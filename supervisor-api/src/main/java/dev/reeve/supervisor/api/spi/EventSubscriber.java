package dev.reeve.supervisor.api.spi;

import dev.reeve.supervisor.api.event.EventFilter;
import dev.reeve.supervisor.api.event.RecordedEvent;
import dev.reeve.supervisor.api.promise.Incubating;
import dev.reeve.supervisor.api.promise.Spi;

import java.io.IOException;
import java.util.List;

/// Gets what happens, from the supervisor's start to its end.
@FunctionalInterface
@Spi
@Incubating(since = "1.0.0")
public interface EventSubscriber extends AutoCloseable {
    /// Takes some events, in order, from 1 to a thousand. Calls come one after another, on a
    /// virtual thread; may block, and is interrupted when it takes longer than 30 s. What comes in
    /// the meantime waits in a bounded queue, and for what does not fit comes one {@link
    /// dev.reeve.supervisor.api.event.Event.Gap}.
    ///
    /// @throws Exception these events are lost for it, and an event tells of that
    void accept(List<RecordedEvent> events) throws Exception;

    /// What it wants to get.
    default EventFilter wanted() {
        return EventFilter.ALL;
    }

    /// Called once, when no event will come any more.
    @Override
    default void close() throws IOException {}
}
