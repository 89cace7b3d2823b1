package dev.reeve.supervisor.core.event;

import dev.reeve.supervisor.api.event.Event;
import dev.reeve.supervisor.api.event.EventFilter;
import dev.reeve.supervisor.api.event.EventStream;
import dev.reeve.supervisor.api.event.RecordedEvent;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;

/// One follower's own queue. While it has not yet read what happened before it came, it asks for
/// that bit by bit, as it reads; from then on it is handed what happens. When its queue is full,
/// what comes is dropped and counted, and the follower finds one gap in its place.
final class Follower implements EventStream {
    private static final int LIMIT = 1_000;

    /// Where events come from that have already happened.
    interface Past {
        /// Some of the next events after this number, which may leave some out that are no longer
        /// there. Where there are none, calls `pass`, or `arrive` before anything else happens. May
        /// block.
        List<RecordedEvent> after(Follower follower, long number);

        /// It wants no more.
        void leave(Follower follower);
    }

    private final Past past;
    private final EventFilter filter;
    private final ArrayDeque<RecordedEvent> queue = new ArrayDeque<>();
    private long reached;
    private boolean arrived;
    private boolean ended;
    private boolean left;
    private long lostFrom;
    private long lostTo;
    private Instant lostAt = Instant.EPOCH;

    /// @param after the number of the last event that it knows
    /// @param filter what it wants
    Follower(Past past, long after, EventFilter filter) {
        this.past = past;
        this.filter = filter;
        reached = after;
    }

    /// It has all that has happened up to now.
    synchronized void arrive() {
        arrived = true;
    }

    /// There is nothing more to be had up to this number.
    synchronized void pass(long number, Instant at) {
        var gap = new Event.Gap(reached + 1, number);
        queue.addLast(new RecordedEvent(number, at, gap));
        reached = number;
    }

    /// Takes a new event, or drops it.
    synchronized void offer(RecordedEvent event) {
        if (!arrived || left || event.seq() <= reached) {
            return;
        }
        if (!filter.wants(event)) {
            reached = event.seq();
        } else if (queue.size() >= LIMIT) {
            lostFrom = lostFrom == 0 ? event.seq() : lostFrom;
            lostTo = event.seq();
            lostAt = event.time();
            reached = event.seq();
        } else {
            fillGap();
            take(event);
        }
    }

    /// Nothing more will happen.
    synchronized void end() {
        ended = true;
        notifyAll();
    }

    @Override
    public @Nullable RecordedEvent next(Duration longest) throws InterruptedException {
        catchUp();
        synchronized (this) {
            long end = System.nanoTime() + longest.toNanos();
            while (queue.isEmpty() && !ended && !left) {
                long wait = (end - System.nanoTime()) / 1_000_000;
                if (wait <= 0) {
                    return null;
                }
                wait(wait);
            }
            RecordedEvent next = queue.pollFirst();
            if (queue.isEmpty()) {
                fillGap();
            }
            return next;
        }
    }

    @Override
    public synchronized boolean closed() {
        return queue.isEmpty() && (left || (ended && arrived));
    }

    @Override
    public void close() {
        synchronized (this) {
            left = true;
            notifyAll();
        }
        // Outside of our own monitor: the journal holds its own while it hands events to us.
        past.leave(this);
    }

    /// Not under our monitor: the past is read from a disk.
    private void catchUp() {
        long number = wanting();
        while (number >= 0) {
            List<RecordedEvent> older = past.after(this, number);
            synchronized (this) {
                older.forEach(this::take);
            }
            number = wanting();
        }
    }

    /// The number after which the past is wanted; -1 where it is not.
    private synchronized long wanting() {
        return arrived || left || !queue.isEmpty() ? -1 : reached;
    }

    private synchronized void take(RecordedEvent event) {
        if (event.seq() > reached + 1) {
            var gap = new Event.Gap(reached + 1, event.seq() - 1);
            queue.addLast(new RecordedEvent(gap.to(), event.time(), gap));
        }
        reached = event.seq();
        if (filter.wants(event)) {
            queue.addLast(event);
            notifyAll();
        }
    }

    private void fillGap() {
        if (lostFrom > 0) {
            queue.addLast(new RecordedEvent(lostTo, lostAt, new Event.Gap(lostFrom, lostTo)));
            lostFrom = 0;
            notifyAll();
        }
    }
}
