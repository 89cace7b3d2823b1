package dev.reeve.supervisor.core.event;

import dev.reeve.supervisor.api.control.EventQuery;
import dev.reeve.supervisor.api.event.Event;
import dev.reeve.supervisor.api.model.ServiceKey;
import dev.reeve.supervisor.api.state.Phase;
import dev.reeve.supervisor.api.state.Reason;
import dev.reeve.supervisor.core.time.TimeSource;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Measures journals of many events: to write, to open again, to page, and the heap they take. It
/// is no test by its name, so that it is run only when it is asked for; CONTRIBUTING.md says how.
class JournalBenchmark {
    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
    private static final int SERVICES = 200;

    @TempDir Path folder;

    @Test
    void aJournalOfTheUsualSize() throws IOException {
        measure(10_000);
    }

    @Test
    void aLargeJournal() throws IOException {
        measure(Integer.getInteger("journal.events", 1_000_000));
    }

    private void measure(int events) throws IOException {
        sayHeap(events, written(events) - heap());
        sayHeap(events, openedAgain(events) - heap());
    }

    /// The heap that is used while it is open.
    private long written(int events) throws IOException {
        long start = System.nanoTime();
        var journal = open(folder.resolve("journal"), events);
        fill(journal, events);
        say("write " + events, start);
        long used = heap();
        journal.close();
        return used;
    }

    /// As before.
    private long openedAgain(int events) throws IOException {
        long start = System.nanoTime();
        var journal = open(folder.resolve("journal"), events);
        say("open again " + events, start);
        pages(journal, events);
        long used = heap();
        journal.close();
        return used;
    }

    private static Journal open(Path folder, int limit) throws IOException {
        return Journal.open(
                folder, new Retention(limit, limit), TimeSource.system(), System.err::println);
    }

    /// One event a second, in turn of each service.
    private static void fill(Journal journal, int events) {
        var keys = new ArrayList<ServiceKey>();
        for (int each = 0; each < SERVICES; each++) {
            keys.add(new ServiceKey("process", "manifest", "service-" + each));
        }
        for (int each = 0; each < events; each++) {
            journal.append(List.of(event(keys, each)), BEGIN.plusSeconds(each));
            if (each % 10_000 == 9_999) {
                journal.page(new EventQuery(each, null, null, null, 1, 0));
            }
        }
    }

    private static Event event(List<ServiceKey> keys, int each) {
        var key = keys.get(each % SERVICES);
        return each % 10 == 9
                ? new Event.ErrorOccurred(key, each, "something went wrong in it: " + each)
                : new Event.StateChanged(
                        key,
                        each,
                        Phase.STARTING,
                        Phase.RUNNING,
                        Reason.of(Reason.Code.REQUESTED, "it is ready after " + each + " ms"));
    }

    private static void pages(Journal journal, int events) {
        for (int warm = 0; warm < 3; warm++) {
            page(journal, "since near the start", events, null, null, events / 100, warm == 0);
            page(journal, "since in the middle", events, null, null, events / 2, warm == 0);
            page(journal, "since near the end", events, null, null, events - 500, warm == 0);
            page(journal, "with a type", events, "error", null, events / 2, warm == 0);
            page(journal, "with a service", events, null, "service-77", events / 2, warm == 0);
            page(journal, "with both", events, "state", "service-77", events / 3, warm == 0);
            page(journal, "with none that matches", events, "hook", null, 0, warm == 0);
        }
    }

    private static void page(
            Journal journal,
            String what,
            int events,
            String type,
            String service,
            int since,
            boolean cold) {
        long start = System.nanoTime();
        var page = journal.page(new EventQuery(0, type, service, BEGIN.plusSeconds(since), 100, 0));
        say("page " + what + (cold ? " (cold)" : "") + ", total " + page.total(), start);
    }

    private static void say(String what, long start) {
        System.out.printf("%-50s %,9.2f ms%n", what, (System.nanoTime() - start) / 1e6);
    }

    private static void sayHeap(int events, long bytes) {
        System.out.printf("heap of %,d events: %,d KB%n", events, bytes / 1024);
    }

    private static long heap() {
        System.gc();
        System.gc();
        var runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
