package dev.reeve.supervisor.core.event;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.reeve.supervisor.api.control.EventQuery;
import dev.reeve.supervisor.api.control.Events;
import dev.reeve.supervisor.api.event.Event;
import dev.reeve.supervisor.api.model.ServiceKey;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.List;
import java.util.stream.IntStream;

/// A million events. It prints how long things took, and asserts nothing of it; the benchmark
/// beside it says more.
class LargeJournalTest extends JournalScene {
    private static final int EVENTS = 1_000_000;
    private static final List<ServiceKey> SERVICES =
            IntStream.range(0, 200)
                    .mapToObj(each -> new ServiceKey("process", "manifest", "service-" + each))
                    .toList();

    @Test
    @Timeout(120)
    void aMillionEventsAreWrittenAndPaged() throws Exception {
        long start = System.nanoTime();
        var journal = open(EVENTS);
        for (int each = 0; each < EVENTS; each++) {
            var event = new Event.ErrorOccurred(SERVICES.get(each % 200), each, "error " + each);
            journal.append(List.of(event), BEGIN.plusSeconds(each));
            if (each % 10_000 == 0) {
                journal.page(query(each, null, null, null));
            }
        }
        assertPages(journal);
        start = say("write and page a million events", start);
        journal.close();
        journal = open(EVENTS);
        start = say("open a million events", start);
        assertEquals(EVENTS, journal.last());
        assertEquals(0, journal.evicted());
        assertPages(journal);
        assertFollowed(journal);
        say("page and follow them", start);
    }

    private static void assertPages(Journal journal) {
        for (int since : new int[] {0, 1, 499_999, 500_000, 999_000, 999_999}) {
            long start = System.nanoTime();
            Events page = page(journal, null, since);
            say("page of a million events, since " + since, start);
            assertEquals(EVENTS - since, page.total());
            int last = Math.min(since + 100, EVENTS);
            assertEquals(range(since + 1, last), numbers(page.items()));
        }
        long start = System.nanoTime();
        Events page = page(journal, "service-77", 500_000);
        say("the same, of one service", start);
        assertEquals(2_500, page.total());
        assertEquals(100, page.items().size());
        assertEquals(500_078, page.items().getFirst().seq());
        assertEquals(0, page(journal, "service-200", 0).total());
    }

    private static void assertFollowed(Journal journal) throws InterruptedException {
        var follower = journal.follow(0);
        for (long seq = 1; seq <= EVENTS; seq++) {
            assertEquals(seq, follower.next(PATIENCE).seq());
        }
    }

    private static Events page(Journal journal, String service, int since) {
        return journal.page(new EventQuery(0, null, service, BEGIN.plusSeconds(since), 100, 0));
    }

    private static long say(String what, long start) {
        long now = System.nanoTime();
        System.out.printf("%s: %.1f ms%n", what, (now - start) / 1e6);
        return now;
    }
}
