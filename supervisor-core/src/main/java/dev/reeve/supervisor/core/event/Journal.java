package dev.reeve.supervisor.core.event;

import dev.reeve.supervisor.api.control.EventQuery;
import dev.reeve.supervisor.api.control.Events;
import dev.reeve.supervisor.api.event.Event;
import dev.reeve.supervisor.api.event.EventStream;
import dev.reeve.supervisor.api.event.RecordedEvent;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/// What has happened, numbered from 1 without holes. Keeps the newest events, and hands each new
/// one
/// to every follower; a slow follower holds up nobody.
public final class Journal {
    private final int limit;
    private final ArrayDeque<RecordedEvent> kept = new ArrayDeque<>();
    private final List<Follower> followers = new ArrayList<>();
    private long last;
    private long evicted;

    /// @param limit how many events are kept, from 1
    public Journal(int limit) {
        this.limit = limit;
    }

    /// The number of the last event; 0 before the first.
    public synchronized long last() {
        return last;
    }

    /// How many events are no longer kept.
    public synchronized long evicted() {
        return evicted;
    }

    /// Records events in this order.
    public synchronized void append(List<Event> events, Instant now) {
        for (Event event : events) {
            last++;
            var recorded = new RecordedEvent(last, now, event);
            if (kept.size() == limit) {
                kept.removeFirst();
                evicted++;
            }
            kept.addLast(recorded);
            for (Follower follower : followers) {
                follower.offer(recorded);
            }
        }
    }

    /// A page of what is kept.
    public Events page(EventQuery query) {
        List<RecordedEvent> all;
        synchronized (this) {
            all = new ArrayList<>(kept);
        }
        List<RecordedEvent> found = all.stream().filter(event -> matches(event, query)).toList();
        int from = Math.min(query.offset(), found.size());
        int to = Math.min(from + query.limit(), found.size());
        return new Events(found.subList(from, to), found.size());
    }

    /// What is kept after this number, and then what comes.
    public synchronized EventStream follow(long after) {
        var follower = new Follower(this::leave);
        long first = kept.isEmpty() ? last + 1 : kept.getFirst().seq();
        if (after + 1 < first) {
            follower.missed(after + 1, first - 1, Instant.EPOCH);
        }
        for (RecordedEvent event : kept) {
            if (event.seq() > after) {
                follower.take(event);
            }
        }
        followers.add(follower);
        return follower;
    }

    /// Nothing more will happen: followers get what they have not yet read, and then their end.
    public void close() {
        List<Follower> all;
        synchronized (this) {
            all = List.copyOf(followers);
        }
        all.forEach(Follower::close);
    }

    private synchronized void leave(Follower follower) {
        followers.remove(follower);
    }

    private static boolean matches(RecordedEvent recorded, EventQuery query) {
        Event event = recorded.event();
        var service = event.service();
        return recorded.seq() > query.after()
                && (query.type() == null || query.type().equals(event.type()))
                && (query.since() == null || !recorded.time().isBefore(query.since()))
                && (query.service() == null
                        || (service != null && query.service().equals(service.name())));
    }
}
