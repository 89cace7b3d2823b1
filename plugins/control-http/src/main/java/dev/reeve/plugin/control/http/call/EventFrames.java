package dev.reeve.plugin.control.http.call;

import dev.reeve.plugin.control.http.view.EventView;
import dev.reeve.supervisor.api.event.RecordedEvent;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;

/// Events as frames of one form, each written once for all who follow: a thousand followers read
/// the same few events at nearly the same time. Used by any thread.
final class EventFrames {
    /// As many as a follower may be behind by.
    private static final int ROOM = 16 * 1024;

    /// What they may take together; after that they are forgotten, and written again where somebody
    /// needs them.
    private static final long MOST_BYTES = 8L * 1024 * 1024;

    // Nobody compares these.
    @SuppressWarnings("ArrayRecordComponent")
    private record Written(RecordedEvent event, byte[] frame) {}

    private final Form form;
    private final AtomicLong bytes = new AtomicLong();
    private volatile @Nullable AtomicReferenceArray<@Nullable Written> newest;

    EventFrames(Form form) {
        this.form = form;
    }

    Form form() {
        return form;
    }

    /// The frame of an event; not to be changed.
    byte[] of(RecordedEvent event) {
        AtomicReferenceArray<@Nullable Written> written = newest();
        int place = (int) (event.seq() & (ROOM - 1));
        Written there = written.get(place);
        if (there != null && isSame(there.event(), event)) {
            return there.frame();
        }
        byte[] frame = form.frame(event.seq(), event.event().type(), EventView.of(event));
        put(written, place, new Written(event, frame));
        if (bytes.get() > MOST_BYTES) {
            for (int each = 0; each < ROOM; each++) {
                put(written, each, null);
            }
        }
        return frame;
    }

    /// A gap has the number of an event, and each follower has gaps of its own; an event that was
    /// read from a disk is another object. Nearly always it is the same one, and that is cheap to
    /// see.
    @SuppressWarnings("ReferenceEquality")
    private static boolean isSame(RecordedEvent one, RecordedEvent other) {
        return one == other || (one.seq() == other.seq() && one.equals(other));
    }

    private void put(
            AtomicReferenceArray<@Nullable Written> written, int place, @Nullable Written one) {
        Written before = written.getAndSet(place, one);
        long more = one == null ? 0 : one.frame().length;
        bytes.addAndGet(more - (before == null ? 0 : before.frame().length));
    }

    /// Made for the first who follows: most supervisors are followed by nobody.
    private AtomicReferenceArray<@Nullable Written> newest() {
        AtomicReferenceArray<@Nullable Written> made = newest;
        if (made != null) {
            return made;
        }
        synchronized (this) {
            made = newest;
            if (made == null) {
                made = new AtomicReferenceArray<>(ROOM);
                newest = made;
            }
            return made;
        }
    }
}
