package dev.reeve.plugin.control.http.call;

import dev.reeve.supervisor.api.event.EventStream;
import dev.reeve.supervisor.api.event.RecordedEvent;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/// Events as frames: `id` is the number, `event` the type.
final class EventFeed implements Feed {
    private byte @Nullable [] first;
    private final EventStream events;
    private final EventFrames frames;

    /// @param first a frame that comes before the events, or null
    EventFeed(byte @Nullable [] first, EventStream events, EventFrames frames) {
        this.first = first;
        this.events = events;
        this.frames = frames;
    }

    @Override
    public byte @Nullable [] next(Duration longest) throws InterruptedException {
        byte[] frame = first;
        if (frame != null) {
            first = null;
            return frame;
        }
        RecordedEvent event = events.next(longest);
        return event == null ? null : frames.of(event);
    }

    @Override
    public boolean ended() {
        return first == null && events.closed();
    }

    @Override
    public void close() {
        events.close();
    }
}
