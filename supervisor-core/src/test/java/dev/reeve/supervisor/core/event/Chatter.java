package dev.reeve.supervisor.core.event;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.reeve.supervisor.api.activity.Message;
import dev.reeve.supervisor.api.event.Event;
import dev.reeve.supervisor.api.event.RecordedEvent;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Records events of both classes, and knows what has to be kept of them.
final class Chatter {
    private final List<RecordedEvent> all = new ArrayList<>();
    private final Retention retention;
    private Journal journal;

    Chatter(Journal journal, Retention retention) {
        this.journal = journal;
        this.retention = retention;
    }

    /// One that is not passing.
    void happens(String text) {
        record(List.of(JournalScene.error("web", text)));
    }

    /// Passing ones, at one stroke.
    ///
    /// @param size of each, in bytes, about
    void talks(int count, int size) {
        var events = new ArrayList<Event>();
        for (int each = 0; each < count; each++) {
            events.add(message(journal.last() + each, size));
        }
        record(events);
    }

    /// The next supervisor knows only what happened up to its last number.
    void goesOn(Journal next) {
        journal = next;
        all.removeIf(event -> event.seq() > next.last());
    }

    /// All that ever happened.
    List<RecordedEvent> all() {
        return all;
    }

    /// What has to be there, by number.
    List<RecordedEvent> kept() {
        Floors floors = floors();
        return all.stream()
                .filter(event -> event.seq() > floors.of(event.event().isPassing()))
                .toList();
    }

    List<RecordedEvent> keptLasting() {
        return kept().stream().filter(event -> !event.event().isPassing()).toList();
    }

    Floors floors() {
        return new Floors(floor(false, retention.lasting()), floor(true, retention.passing()));
    }

    void assertKept() {
        List<RecordedEvent> kept = kept();
        assertEquals(kept, JournalScene.all(journal));
        assertEquals(all.size() - kept.size(), journal.evicted());
    }

    private long floor(boolean isPassing, int limit) {
        return all.stream()
                .filter(event -> event.event().isPassing() == isPassing)
                .map(RecordedEvent::seq)
                .toList()
                .reversed()
                .stream()
                .skip(limit)
                .findFirst()
                .orElse(0L);
    }

    private void record(List<Event> events) {
        Instant now = JournalScene.BEGIN.plusSeconds(all.size());
        long seq = journal.last();
        journal.append(events, now);
        for (Event event : events) {
            seq++;
            all.add(new RecordedEvent(seq, now, event));
        }
    }

    static Event message(long number, int size) {
        Map<String, Object> payload = Map.of("text", "x".repeat(size));
        return new Event.MessageSent(
                new Message(
                        "m" + number,
                        number,
                        "t1",
                        "web",
                        "db",
                        "query",
                        payload,
                        JournalScene.BEGIN));
    }
}
