package dev.reeve.plugin.control.http.call;

import dev.reeve.plugin.control.http.view.EventView;
import dev.reeve.supervisor.api.event.RecordedEvent;

import java.util.concurrent.atomic.AtomicReferenceArray;

/// Events as frames, each written once for all who follow: a thousand followers read the same few
/// events at nearly the same time. Used by any thread.
final class EventFrames {
    private static final int ROOM = 1024;

    // Nobody compares these.
    @SuppressWarnings("ArrayRecordComponent")
    private record Written(RecordedEvent event, byte[] frame) {}

    private final AtomicReferenceArray<Written> newest = new AtomicReferenceArray<>(ROOM);

    /// The frame of an event; not to be changed.
    byte[] of(RecordedEvent event) {
        int place = (int) (event.seq() & (ROOM - 1));
        Written there = newest.get(place);
        // A gap has the number of an event, and each follower has gaps of its own.
        if (there != null && there.event().equals(event)) {
            return there.frame();
        }
        byte[] frame = Feed.frame(event.seq(), event.event().type(), EventView.of(event));
        newest.set(place, new Written(event, frame));
        return frame;
    }
}
