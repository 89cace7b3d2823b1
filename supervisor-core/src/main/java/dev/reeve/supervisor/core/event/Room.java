package dev.reeve.supervisor.core.event;

import dev.reeve.supervisor.api.event.Event;
import dev.reeve.supervisor.api.event.RecordedEvent;

import java.util.concurrent.atomic.AtomicLong;

/// What the queues of all followers together may hold, by weight. Many hold the same events, so it
/// is less than that in truth; but those of some who have fallen asleep one after the other are all
/// their own, and payloads may be large. Any thread.
final class Room {
    private static final long ALL = 24L * 1024 * 1024;

    /// So much each may hold however full it is.
    private static final long EACH = 64L * 1024;

    private static final int BESIDE = 100;

    private final AtomicLong used = new AtomicLong();

    /// What an event takes, in bytes, roughly.
    static int weight(RecordedEvent event) {
        return event.event() instanceof Event.MessageSent(var message)
                ? BESIDE + message.size()
                : BESIDE;
    }

    /// Whether one who holds so much may hold more.
    boolean has(long own) {
        return own < EACH || used.get() < ALL;
    }

    void take(long weight) {
        used.addAndGet(weight);
    }
}
