package dev.reeve.plugin.control.http.call;

import dev.reeve.supervisor.api.event.EventStream;
import dev.reeve.supervisor.api.event.RecordedEvent;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Events as frames: `id` is the number, `event` the type.
final class EventFeed implements Feed {
    /// How many events are taken at one time, at most.
    static final int AT_ONCE = 512;

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
    public List<byte[]> next(Duration longest) throws InterruptedException {
        byte[] frame = first;
        if (frame != null) {
            first = null;
            return List.of(frame);
        }
        List<RecordedEvent> some = events.next(AT_ONCE, longest);
        var written = new ArrayList<byte[]>(some.size());
        for (RecordedEvent event : some) {
            written.add(frames.of(event));
        }
        return written;
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
