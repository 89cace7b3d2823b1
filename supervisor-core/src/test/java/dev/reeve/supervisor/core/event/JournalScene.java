package dev.reeve.supervisor.core.event;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.reeve.supervisor.api.control.EventQuery;
import dev.reeve.supervisor.api.event.Event;
import dev.reeve.supervisor.api.event.RecordedEvent;
import dev.reeve.supervisor.api.model.ServiceKey;
import dev.reeve.supervisor.core.record.Disk;
import dev.reeve.supervisor.core.time.TimeSource;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.LongStream;

/// A journal in a folder, and what tests do with it.
abstract class JournalScene {
    static final Instant BEGIN = Instant.parse("2026-01-31T12:00:00Z");
    static final Duration PATIENCE = Duration.ofSeconds(10);

    @TempDir Path temporary;

    final List<String> troubles = new CopyOnWriteArrayList<>();
    private final List<Journal> opened = new ArrayList<>();

    @AfterEach
    void closeAll() {
        opened.forEach(Journal::close);
    }

    Path folder() {
        return temporary.resolve("state/journal");
    }

    Journal open(int limit) throws IOException {
        return open(limit, Disk.system(), Duration.ofMillis(20));
    }

    Journal open(int limit, Disk disk, Duration retry) throws IOException {
        return open(new Retention(limit, limit), disk, retry);
    }

    Journal open(Retention retention) throws IOException {
        return open(retention, Disk.system(), Duration.ofMillis(20));
    }

    Journal open(Retention retention, Disk disk, Duration retry) throws IOException {
        var journal =
                Journal.open(folder(), retention, TimeSource.system(), troubles::add, disk, retry);
        opened.add(journal);
        return journal;
    }

    /// The files of the journal, oldest first.
    List<Path> files() throws IOException {
        try (var files = Files.list(folder())) {
            return files.filter(file -> file.toString().endsWith(".events")).sorted().toList();
        }
    }

    static void happen(Journal journal, int count) {
        for (int each = 0; each < count; each++) {
            happen(journal, "event " + (journal.last() + 1));
        }
    }

    static void happen(Journal journal, String text) {
        journal.append(List.of(error("web", text)), BEGIN.plusSeconds(journal.last()));
    }

    static Event error(String service, String text) {
        return new Event.ErrorOccurred(new ServiceKey("process", "manifest", service), 1, text);
    }

    static List<RecordedEvent> all(Journal journal) {
        var page = journal.page(query(0, null, null, null));
        assertEquals(page.items().size(), page.total());
        return page.items();
    }

    static EventQuery query(long after, String type, String service, Instant since) {
        return new EventQuery(after, type, service, since, Integer.MAX_VALUE, 0);
    }

    static List<Long> numbers(List<RecordedEvent> events) {
        return events.stream().map(RecordedEvent::seq).toList();
    }

    /// That these events, and no others, are there, each as it was.
    static void assertHolds(Journal journal, long first, long last) {
        assertEquals(range(first, last), numbers(all(journal)));
        for (RecordedEvent event : all(journal)) {
            assertEquals(error("web", "event " + event.seq()), event.event());
            assertEquals(BEGIN.plusSeconds(event.seq() - 1), event.time());
        }
    }

    static List<Long> range(long first, long last) {
        return LongStream.rangeClosed(first, last).boxed().toList();
    }
}
