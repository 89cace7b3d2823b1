package dev.reeve.supervisor.testkit;

import dev.reeve.supervisor.api.control.EventQuery;
import dev.reeve.supervisor.api.control.LogLine;
import dev.reeve.supervisor.api.control.LogQuery;
import dev.reeve.supervisor.api.control.LogStream;
import dev.reeve.supervisor.api.event.Event;
import dev.reeve.supervisor.api.event.EventFilter;
import dev.reeve.supervisor.api.event.EventStream;
import dev.reeve.supervisor.api.event.RecordedEvent;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/// What one follower of a {@link FakeSupervisor} still has to get, of which it has room for some; a
/// follower of events that is slower finds a gap.
sealed class FakeStream<T> permits FakeStream.OfEvents, FakeStream.OfLines {
    /// Where nobody says how much.
    static final int ROOM = 1000;

    private final BlockingQueue<Optional<T>> queue = new LinkedBlockingQueue<>();
    private final Predicate<T> wanted;
    private final int room;
    private volatile boolean closed;

    FakeStream(Predicate<T> wanted, int room) {
        this.wanted = wanted;
        this.room = room;
    }

    static final class OfEvents extends FakeStream<RecordedEvent> implements EventStream {
        private final ArrayDeque<Long> lost = new ArrayDeque<>();

        private final EventFilter filter;

        OfEvents(EventFilter filter, int room) {
            super(_ -> true, room);
            this.filter = filter;
        }

        @Override
        synchronized void offer(RecordedEvent event) {
            if (!filter.wants(event)) {
                return;
            }
            if (full()) {
                lost.add(event.seq());
                return;
            }
            tellGap(event);
            super.offer(event);
        }

        private void tellGap(RecordedEvent next) {
            if (!lost.isEmpty()) {
                var gap = new Event.Gap(lost.getFirst(), lost.getLast());
                super.offer(new RecordedEvent(lost.getLast(), next.time(), gap));
                lost.clear();
            }
        }
    }

    static final class OfLines extends FakeStream<LogLine> implements LogStream {
        OfLines(Predicate<LogLine> wanted, int room) {
            super(wanted, room);
        }
    }

    void offer(T item) {
        if (!closed && !full() && wanted.test(item)) {
            queue.add(Optional.of(item));
        }
    }

    boolean full() {
        return queue.size() >= room;
    }

    /// Ends behind what is already in it.
    void end() {
        queue.add(Optional.empty());
    }

    public @Nullable T next(Duration longest) throws InterruptedException {
        if (closed) {
            return null;
        }
        Optional<T> next = queue.poll(longest.toNanos(), TimeUnit.NANOSECONDS);
        if (next == null) {
            return null;
        }
        if (next.isEmpty()) {
            closed = true;
        }
        return next.orElse(null);
    }

    public boolean closed() {
        return closed;
    }

    public void close() {
        closed = true;
        queue.clear();
        queue.add(Optional.empty());
    }

    static boolean matches(EventQuery query, RecordedEvent recorded) {
        Event event = recorded.event();
        boolean ofService =
                query.service() == null
                        || (event.service() != null
                                && event.service().name().equals(query.service()));
        return recorded.seq() > query.after()
                && ofService
                && (query.types().isEmpty() || query.types().contains(event.type()))
                && (query.since() == null || !recorded.time().isBefore(query.since()));
    }

    static boolean matches(LogQuery query, LogLine line) {
        return (query.names().isEmpty() || query.names().contains(line.service()))
                && (query.stream() == null || query.stream().equals(line.stream()))
                && (query.since() == null
                        || line.time() == null
                        || !line.time().isBefore(query.since()))
                && query.wanted().test(line.text());
    }
}
