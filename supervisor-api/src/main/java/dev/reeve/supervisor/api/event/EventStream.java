package dev.reeve.supervisor.api.event;

import dev.reeve.supervisor.api.promise.Api;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Events as they come, to one follower, in order. Each follower has a bounded queue of its own;
/// when it is too slow it gets one {@link Event.Gap} for what was dropped, and stalls nobody.
@Api
public interface EventStream extends AutoCloseable {
    /// Waits for the next event. Called by one thread; may block.
    ///
    /// @return null when nothing came within this time, or the stream is closed
    @Nullable RecordedEvent next(Duration longest) throws InterruptedException;

    /// Waits for the next event, and takes with it those that are there already: so a busy stream
    /// costs less than by one after the other. Called by one thread; may block.
    ///
    /// @param most how many at most, from 1
    /// @return empty when nothing came within this time, or the stream is closed
    default List<RecordedEvent> next(int most, Duration longest) throws InterruptedException {
        var events = new ArrayList<RecordedEvent>();
        RecordedEvent event = next(longest);
        while (event != null) {
            events.add(event);
            event = events.size() < most ? next(Duration.ZERO) : null;
        }
        return events;
    }

    /// Whether nothing will come any more.
    boolean closed();

    @Override
    void close();
}
