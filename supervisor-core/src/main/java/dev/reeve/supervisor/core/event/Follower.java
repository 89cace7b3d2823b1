package dev.reeve.supervisor.core.event;

import dev.reeve.supervisor.api.event.Event;
import dev.reeve.supervisor.api.event.EventFilter;
import dev.reeve.supervisor.api.event.EventStream;
import dev.reeve.supervisor.api.event.RecordedEvent;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/// One follower's own queue, of what it wants. While it has not yet read what happened before it
/// came, it asks for that bit by bit, as it reads; from then on it is handed what happens. When its
/// queue is full, what comes is dropped until it has read all of that, and it finds one gap in its
/// place.
///
/// The queue keeps its events from being forgotten, which it shares with all who are as far behind;
/// so it is full also where all queues together hold too much.
final class Follower implements EventStream {
    /// A second of ten thousand events.
    static final int LIMIT = 10_000;

    /// What is taken at one time, by weight; one event may be more.
    private static final long AT_ONCE = 128L * 1024;

    /// Where events come from that have already happened.
    interface Past {
        /// The next events after this number; null where there are none, after `arrive` was called
        /// and before anything else happens. May block.
        @Nullable Stretch after(Follower follower, long number);

        /// It wants no more.
        void leave(Follower follower);
    }

    /// A part of the past.
    ///
    /// @param events what is wanted of it, and gaps where a file is damaged
    /// @param to up to which number it goes
    /// @param evicted up to which number events that are wanted may be no longer kept
    /// @param at when it ended
    record Stretch(List<RecordedEvent> events, long to, long evicted, Instant at) {}

    private final Past past;
    private final Room room;
    private final EventFilter filter;
    private final int kinds;
    private final ArrayDeque<RecordedEvent> queue = new ArrayDeque<>();
    private long weight;
    private long reached;
    private boolean arrived;
    private boolean ended;
    private boolean left;
    private long evictedFrom;
    private long lostFrom;
    private long lostTo;
    private Instant lostAt = Instant.EPOCH;

    /// @param after the number of the last event that it knows
    /// @param filter what it wants
    /// @param room shared by all
    Follower(Past past, Room room, long after, EventFilter filter) {
        this.past = past;
        this.room = room;
        this.filter = filter;
        kinds = Kinds.of(filter);
        reached = after;
    }

    EventFilter filter() {
        return filter;
    }

    /// The types that it can want.
    int kinds() {
        return kinds;
    }

    /// It has all that has happened up to now.
    synchronized void arrive() {
        arrived = true;
    }

    /// Takes new events, or drops them.
    synchronized void offer(List<RecordedEvent> events) {
        if (!arrived || left) {
            return;
        }
        boolean idle = queue.isEmpty();
        long before = weight;
        for (RecordedEvent event : events) {
            if (event.seq() > reached) {
                offer(event);
            }
        }
        room.take(weight - before);
        if (idle && !queue.isEmpty()) {
            notifyAll();
        }
    }

    /// Nothing more will happen.
    synchronized void end() {
        ended = true;
        notifyAll();
    }

    @Override
    public @Nullable RecordedEvent next(Duration longest) throws InterruptedException {
        List<RecordedEvent> one = next(1, longest);
        return one.isEmpty() ? null : one.getFirst();
    }

    @Override
    public List<RecordedEvent> next(int most, Duration longest) throws InterruptedException {
        long end = System.nanoTime() + longest.toNanos();
        catchUp(end);
        synchronized (this) {
            while (queue.isEmpty() && !ended && !left) {
                long wait = (end - System.nanoTime()) / 1_000_000;
                if (wait <= 0) {
                    return List.of();
                }
                wait(wait);
            }
            return taken(most);
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
            lighten(weight);
            notifyAll();
        }
        // Outside of our own monitor: the audience holds its own while it hands events to us.
        past.leave(this);
    }

    private List<RecordedEvent> taken(int most) {
        var taken = new ArrayList<RecordedEvent>(Math.min(most, queue.size()));
        long light = 0;
        while (taken.size() < most && !queue.isEmpty() && light < AT_ONCE) {
            RecordedEvent event = queue.removeFirst();
            light += Room.weight(event);
            taken.add(event);
        }
        // Gaps weigh nothing that was counted.
        lighten(queue.isEmpty() ? weight : light);
        if (queue.isEmpty() && lostFrom > 0) {
            addGap(lostFrom, lostTo, lostAt);
            lostFrom = 0;
        }
        return taken;
    }

    private void lighten(long by) {
        long less = Math.min(by, weight);
        weight -= less;
        room.take(-less);
    }

    /// Not under our monitor: the past is read from a disk.
    private void catchUp(long end) {
        long number = wanting();
        while (number >= 0) {
            Stretch stretch = past.after(this, number);
            if (stretch != null) {
                take(stretch);
            }
            number = System.nanoTime() - end < 0 || stretch == null ? wanting() : -1;
        }
    }

    /// The number after which the past is wanted; -1 where it is not.
    private synchronized long wanting() {
        return arrived || left || !queue.isEmpty() ? -1 : reached;
    }

    private synchronized void take(Stretch stretch) {
        if (evictedFrom == 0 && stretch.evicted() > reached) {
            evictedFrom = reached + 1;
        }
        for (RecordedEvent event : stretch.events()) {
            if (event.seq() > stretch.evicted()) {
                tellEvicted(stretch.evicted(), event.time());
            }
            add(event);
        }
        reached = stretch.to();
        if (reached >= stretch.evicted()) {
            tellEvicted(stretch.evicted(), stretch.at());
        }
    }

    /// One gap for all that is no longer kept. It comes behind those between that still are, so
    /// that whoever goes on after it misses none.
    private void tellEvicted(long to, Instant at) {
        if (evictedFrom > 0 && evictedFrom <= to) {
            addGap(evictedFrom, to, at);
        }
        evictedFrom = 0;
    }

    private void offer(RecordedEvent event) {
        long missing = reached + 1;
        reached = event.seq();
        if (missing < reached) {
            if (isFull()) {
                lose(missing, event);
            } else {
                addGap(missing, reached - 1, event.time());
            }
        }
        if (isWanted(event)) {
            if (isFull()) {
                lose(reached, event);
            } else {
                queue.addLast(event);
                weight += Room.weight(event);
            }
        }
    }

    private boolean isWanted(RecordedEvent event) {
        return (kinds == Kinds.ALL && filter.isAll())
                || (Kinds.has(kinds, EventJson.kind(event.event())) && filter.wants(event));
    }

    /// Also while what it holds has not been read since it was.
    private boolean isFull() {
        return lostFrom > 0 || queue.size() >= LIMIT || !room.has(weight);
    }

    private void lose(long from, RecordedEvent event) {
        lostFrom = lostFrom == 0 ? from : lostFrom;
        lostTo = event.seq();
        lostAt = event.time();
    }

    private void add(RecordedEvent event) {
        if (event.event() instanceof Event.Gap(long from, long to)) {
            addGap(from, to, event.time());
        } else {
            evictedFrom = event.seq() == evictedFrom ? evictedFrom + 1 : evictedFrom;
            queue.addLast(event);
        }
    }

    /// As one with the gap before, where nothing lies between them.
    private void addGap(long from, long to, Instant at) {
        RecordedEvent before = queue.peekLast();
        long first = from;
        if (before != null
                && before.event() instanceof Event.Gap(long earlier, long last)
                && last == from - 1) {
            queue.removeLast();
            first = earlier;
        }
        queue.addLast(new RecordedEvent(to, at, new Event.Gap(first, to)));
    }
}
