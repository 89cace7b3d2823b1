package dev.reeve.plugin.control.http.call;

import dev.reeve.plugin.control.http.json.JsonBody;
import dev.reeve.supervisor.api.control.Supervisor;
import dev.reeve.supervisor.api.event.EventFilter;
import dev.reeve.supervisor.api.event.EventStream;
import dev.reeve.supervisor.api.event.RecordedEvent;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/// Events as messages, to a follower that may change which ones it wants:
/// `{"subscribe": {"types": […], "actors": […], "threads": […]}}`.
///
/// What has happened before it said so comes by the filter that held then, and what happens after
/// it by the new one: none is missing, and none comes twice. To that end it is told, for a moment,
/// everything that has happened since the last event that it knows, until it has passed the one at
/// which the filter was changed.
final class EventTalk implements Talk {
    private static final int MOST_WISHES = 100;

    private final Supervisor supervisor;
    private final EventFrames frames;
    private final Filters filters;
    private final Queue<Change> said = new ArrayDeque<>();
    private EventStream events;
    private boolean closed;

    // The rest is of the thread that reads.
    private final ArrayDeque<Change> ahead = new ArrayDeque<>();
    private byte @Nullable [] first;
    private EventFilter filter;
    private boolean all;
    private long reached;
    private long seenWhenQuiet;

    /// That from the event after `seq` on another filter holds.
    private record Change(EventFilter filter, long seq) {}

    /// @param first a frame that comes before the events, or null
    /// @param after the number of the last event that the follower knows
    /// @param filters what it may ask for
    EventTalk(
            byte @Nullable [] first,
            Supervisor supervisor,
            long after,
            EventFilter filter,
            Filters filters,
            EventFrames frames) {
        this.first = first;
        this.supervisor = supervisor;
        this.filters = filters;
        this.frames = frames;
        this.filter = filter;
        reached = after;
        events = supervisor.follow(after, filter);
    }

    @Override
    public byte @Nullable [] hear(String text) {
        try {
            byte[] json = text.getBytes(StandardCharsets.UTF_8);
            Body wish = Body.of(JsonBody.object(json), "subscribe");
            if (isBehind()) {
                close();
                return problem(Refusal.of(429, "too many wishes at once"));
            }
            change(filters.of(wish.neededPart("subscribe")));
            return null;
        } catch (JsonBody.NotJson wrong) {
            return problem(Refusal.of(400, "the message is not JSON: " + wrong.getMessage()));
        } catch (Refusal refusal) {
            return problem(refusal);
        }
    }

    /// Whether the client says more than it takes.
    private synchronized boolean isBehind() {
        return said.size() >= MOST_WISHES;
    }

    /// Wakes up the other thread, too.
    private synchronized void change(EventFilter wanted) {
        said.add(new Change(wanted, supervisor.status().seq()));
        events.close();
    }

    private byte[] problem(Refusal refusal) {
        return frames.form().frame(null, "problem", refusal.details(null));
    }

    @Override
    public List<byte[]> next(Duration longest) throws InterruptedException {
        byte[] frame = first;
        if (frame != null) {
            first = null;
            return List.of(frame);
        }
        turn();
        List<RecordedEvent> some = stream().next(EventFeed.AT_ONCE, longest);
        var written = new ArrayList<byte[]>(some.size());
        for (RecordedEvent event : some) {
            pass(event.seq() - 1);
            if (filter.wants(event)) {
                written.add(frames.of(event));
            }
            reached = Math.max(reached, event.seq());
        }
        if (some.isEmpty()) {
            quiet();
        }
        return written;
    }

    /// Goes on by what was said last, behind the last event that was read: what is in the queue of
    /// the old stream is read again.
    private synchronized void turn() {
        boolean changed = !said.isEmpty();
        ahead.addAll(said);
        said.clear();
        pass(reached);
        boolean passed = ahead.isEmpty();
        if (!changed && !(all && passed)) {
            return;
        }
        EventStream old = events;
        events = supervisor.follow(reached, passed ? filter : EventFilter.ALL);
        all = !passed;
        old.close();
        if (closed) {
            events.close();
        }
    }

    /// What was said up to this number holds now.
    private void pass(long seq) {
        while (!ahead.isEmpty() && ahead.getFirst().seq() <= seq) {
            filter = ahead.removeFirst().filter();
        }
    }

    private synchronized EventStream stream() {
        return events;
    }

    /// What had happened when there was nothing to read the last time has passed by now, and none
    /// of it was wanted; so another filter need not begin that far back.
    private void quiet() {
        if (!all && !stream().closed()) {
            reached = Math.max(reached, seenWhenQuiet);
            seenWhenQuiet = supervisor.status().seq();
        }
    }

    @Override
    public synchronized boolean ended() {
        return closed || (first == null && said.isEmpty() && events.closed());
    }

    @Override
    public synchronized void close() {
        closed = true;
        events.close();
    }
}
