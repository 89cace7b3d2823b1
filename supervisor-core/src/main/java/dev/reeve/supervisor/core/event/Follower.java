package dev.reeve.supervisor.core.event;

import dev.reeve.supervisor.api.event.Event;
import dev.reeve.supervisor.api.event.EventStream;
import dev.reeve.supervisor.api.event.RecordedEvent;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.function.Consumer;

/// One follower's own queue. When it is full, what comes is dropped and counted, and the follower
/// finds one gap in its place.
final class Follower implements EventStream {
    private static final int LIMIT = 1_000;

    private final Consumer<Follower> leaving;
    private final ArrayDeque<RecordedEvent> queue = new ArrayDeque<>();
    private long lostFrom;
    private long lostTo;
    private Instant lostAt = Instant.EPOCH;
    private boolean closed;

    Follower(Consumer<Follower> leaving) {
        this.leaving = leaving;
    }

    /// Takes an event of the past; there may be as many as the journal keeps.
    synchronized void take(RecordedEvent event) {
        queue.addLast(event);
        notifyAll();
    }

    /// Takes a new event, or drops it.
    synchronized void offer(RecordedEvent event) {
        if (queue.size() >= LIMIT) {
            missed(event.seq(), event.seq(), event.time());
        } else if (!closed) {
            fillGap();
            take(event);
        }
    }

    /// Events that this follower will not get.
    synchronized void missed(long from, long to, Instant at) {
        if (lostFrom == 0) {
            lostFrom = from;
        }
        lostTo = to;
        lostAt = at;
        if (queue.isEmpty()) {
            fillGap();
        }
    }

    @Override
    public synchronized @Nullable RecordedEvent next(Duration longest) throws InterruptedException {
        long end = System.nanoTime() + longest.toNanos();
        while (queue.isEmpty() && !closed) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return null;
            }
            wait(left);
        }
        RecordedEvent next = queue.pollFirst();
        if (queue.isEmpty()) {
            fillGap();
        }
        return next;
    }

    @Override
    public synchronized boolean closed() {
        return closed && queue.isEmpty();
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        // Outside of our own monitor: the journal holds its own while it hands events to us.
        leaving.accept(this);
    }

    private void fillGap() {
        if (lostFrom > 0) {
            queue.addLast(new RecordedEvent(lostTo, lostAt, new Event.Gap(lostFrom, lostTo)));
            lostFrom = 0;
            notifyAll();
        }
    }
}
