package dev.reeve.supervisor.core.event;

import dev.reeve.supervisor.api.control.EventQuery;
import dev.reeve.supervisor.api.event.Event;
import dev.reeve.supervisor.api.model.ServiceKey;
import dev.reeve.supervisor.api.state.Phase;
import dev.reeve.supervisor.api.state.Reason;
import dev.reeve.supervisor.core.time.TimeSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Measures a journal of many events: to write, to open again, to page, and the heap it takes.
/// CONTRIBUTING.md says how to run it.
final class JournalBenchmark {
    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
    private static final int SERVICES = 200;

    private JournalBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        int events = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000_000;
        Path folder = Files.createTempDirectory("journal");
        try {
            long empty = heap();
            long start = System.nanoTime();
            var journal = open(folder.resolve("journal"), events);
            fill(journal, events);
            say("write " + events, start);
            pages(journal, events);
            System.out.printf("heap while open: %,d KB%n", (heap() - empty) / 1024);
            journal.close();
            start = System.nanoTime();
            journal = open(folder.resolve("journal"), events);
            say("open again", start);
            pages(journal, events);
            System.out.printf("heap when opened again: %,d KB%n", (heap() - empty) / 1024);
            journal.close();
        } finally {
            delete(folder);
        }
    }

    private static Journal open(Path folder, int limit) throws IOException {
        return Journal.open(folder, limit, TimeSource.system(), System.err::println);
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

    private static long heap() {
        System.gc();
        System.gc();
        var runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
