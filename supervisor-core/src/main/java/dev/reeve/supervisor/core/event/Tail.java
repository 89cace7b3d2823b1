package dev.reeve.supervisor.core.event;

import dev.reeve.supervisor.api.event.RecordedEvent;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/// The newest events, in memory: those that wait to be written, and some that have been. Guarded by
/// the journal.
final class Tail {
    /// What those that have been written may take.
    private static final long HEAVIEST = 2L * 1024 * 1024;

    private final int most;
    private final @Nullable Kept kept;
    private final ArrayDeque<RecordedEvent> written = new ArrayDeque<>();
    private final ArrayDeque<RecordedEvent> waiting = new ArrayDeque<>();
    private long waitingWeight;
    private long writtenWeight;

    /// Holds the newest of those that have been written, without a hole.
    ///
    /// @param most how many of them
    Tail(int most) {
        this.most = most;
        kept = null;
    }

    /// Holds all that are kept, and as many that are not.
    Tail(Kept kept) {
        this.kept = kept;
        most = 0;
    }

    void add(RecordedEvent event) {
        waiting.addLast(event);
        waitingWeight += Room.weight(event);
    }

    /// Those that wait longest.
    List<RecordedEvent> waiting(int most) {
        return waiting.stream().limit(most).toList();
    }

    /// Those that wait and have a higher number.
    List<RecordedEvent> waitingAfter(long number) {
        var events = new ArrayList<RecordedEvent>();
        Iterator<RecordedEvent> newestFirst = waiting.descendingIterator();
        while (newestFirst.hasNext()) {
            RecordedEvent event = newestFirst.next();
            if (event.seq() <= number) {
                break;
            }
            events.add(event);
        }
        return events.reversed();
    }

    /// Whether this one or one before it waits.
    boolean isWaiting(long number) {
        return !waiting.isEmpty() && waiting.getFirst().seq() <= number;
    }

    boolean isWaiting() {
        return !waiting.isEmpty();
    }

    /// How many wait.
    int waits() {
        return waiting.size();
    }

    /// What those that wait take, in bytes, roughly.
    long weight() {
        return waitingWeight;
    }

    /// All up to this number have been written.
    void written(long number) {
        while (isWaiting(number)) {
            RecordedEvent event = waiting.removeFirst();
            written.addLast(event);
            waitingWeight -= Room.weight(event);
            writtenWeight += Room.weight(event);
            while (kept == null && (written.size() > most || writtenWeight > HEAVIEST)) {
                writtenWeight -= Room.weight(written.removeFirst());
            }
        }
        if (kept != null && written.size() > 2 * kept.count()) {
            Floors floors = kept.floors();
            written.removeIf(event -> event.seq() <= floors.of(event.event().isPassing()));
        }
    }

    /// Gives up those that wait longest.
    ///
    /// @param most how many may go on waiting
    /// @return how many are lost
    int drop(int most) {
        int lost = Math.max(0, waiting.size() - most);
        for (int each = 0; each < lost; each++) {
            waitingWeight -= Room.weight(waiting.removeFirst());
        }
        return lost;
    }

    /// All that is here, by number.
    List<RecordedEvent> all() {
        var all = new ArrayList<RecordedEvent>(written.size() + waiting.size());
        all.addAll(written);
        all.addAll(waiting);
        return all;
    }
}
