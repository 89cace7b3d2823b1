package dev.reeve.supervisor.core.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reeve.supervisor.api.control.EventQuery;
import dev.reeve.supervisor.api.event.Event;
import dev.reeve.supervisor.api.event.EventFilter;
import dev.reeve.supervisor.api.event.EventStream;
import dev.reeve.supervisor.api.event.RecordedEvent;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;

@Timeout(120)
class JournalRetentionTest extends JournalScene {
    private static final EventFilter ERRORS = EventFilter.of(Set.of("error"));
    private static final int LARGE = 20_000;

    @Test
    void whatGoesOnDrivesOutNothingThatHasBecomeDifferent() throws IOException {
        var retention = new Retention(10, 25);
        for (Journal journal : List.of(new Journal(retention), open(retention))) {
            var chatter = new Chatter(journal, retention);
            for (int round = 0; round < 20; round++) {
                chatter.happens("event " + round);
                chatter.talks(7, 10);
                chatter.assertKept();
            }
        }
    }

    @Test
    void onlyWhatHasBecomeDifferentIsKeptAsBefore() throws IOException {
        var retention = new Retention(10, 1);
        for (Journal journal : List.of(new Journal(retention), open(retention))) {
            happen(journal, 25);
            assertHolds(journal, 16, 25);
            assertEquals(15, journal.evicted());
        }
    }

    @Test
    void aPageIsWhatAListOfAllThatIsKeptWouldGive() throws IOException {
        var chance = new Random(5);
        var retention = new Retention(700, 3_000);
        var journal = open(retention);
        var chatter = new Chatter(journal, retention);
        for (int round = 0; round < 3; round++) {
            for (int each = 0; each < 1_000; each++) {
                chatter.happens("event " + each);
                chatter.talks(chance.nextInt(12), chance.nextInt(600));
            }
            assertPages(journal, chatter.kept(), chance);
            journal.close();
            journal = open(retention);
            chatter.goesOn(journal);
            assertPages(journal, chatter.kept(), chance);
        }
    }

    private static void assertPages(Journal journal, List<RecordedEvent> kept, Random chance) {
        var types = new String[] {null, "error", "message", "state"};
        long last = journal.last();
        for (int each = 0; each < 200; each++) {
            var type = types[chance.nextInt(types.length)];
            long after = chance.nextBoolean() ? 0 : chance.nextLong(last);
            int offset = chance.nextBoolean() ? 0 : chance.nextInt(2_000);
            var query = new EventQuery(after, type, null, null, 1 + chance.nextInt(300), offset);
            var wanted =
                    kept.stream()
                            .filter(event -> event.seq() > after)
                            .filter(event -> type == null || type.equals(event.event().type()))
                            .toList();
            var page = journal.page(query);
            assertEquals(wanted.size(), page.total(), query.toString());
            assertEquals(
                    wanted.stream().skip(offset).limit(query.limit()).toList(),
                    page.items(),
                    query.toString());
        }
    }

    @Test
    void underChatterThereAreFewFilesAndTheDiskHoldsLittle() throws IOException {
        var retention = new Retention(100, 100);
        var journal = open(retention);
        var chatter = new Chatter(journal, retention);
        for (int round = 0; round < 40; round++) {
            chatter.happens("event " + round);
            chatter.talks(60, LARGE);
            all(journal);
            assertTrue(files().size() <= 5, files().toString());
            assertTrue(bytes() < 6_000_000, bytes() + " bytes");
        }
        chatter.assertKept();
        journal.close();
        journal = open(retention);
        chatter.goesOn(journal);
        chatter.assertKept();
        assertEquals(List.of(), troubles);
    }

    @Test
    void whatWasThinnedGoesOnToBeThinnedByTheNextSupervisor() throws IOException {
        var retention = new Retention(30, 60);
        var journal = open(retention);
        var chatter = new Chatter(journal, retention);
        for (int round = 0; round < 12; round++) {
            for (int each = 0; each < 4; each++) {
                chatter.happens("event " + round + " " + each);
                chatter.talks(60, LARGE);
            }
            chatter.assertKept();
            journal.close();
            journal = open(retention);
            chatter.goesOn(journal);
            chatter.assertKept();
            assertTrue(files().size() <= 5, files().toString());
        }
        assertEquals(List.of(), troubles);
    }

    @Test
    void whoReadsWhileFilesAreThinnedMissesNothingThatLasts() throws Exception {
        var retention = new Retention(1_000, 100);
        var journal = open(retention);
        var chatter = new Chatter(journal, retention);
        var talking = Thread.ofPlatform().start(() -> talk(chatter));
        var follower = journal.follow(0, ERRORS);
        var got = new ArrayList<RecordedEvent>();
        int before = 0;
        while (talking.isAlive() || got.size() < 100) {
            var page = journal.page(query(0, "error", null, null));
            assertEquals(page.total(), page.items().size());
            assertTrue(page.total() >= before, page.total() + " after " + before);
            before = page.total();
            var fresh = toTheNumber(journal.follow(0, ERRORS), numbers(page.items()));
            assertEquals(page.items(), fresh);
            got.addAll(follower.next(7, Duration.ofMillis(1)));
        }
        talking.join();
        assertEquals(chatter.keptLasting(), got);
        chatter.assertKept();
    }

    private static void talk(Chatter chatter) {
        for (int round = 0; round < 100; round++) {
            chatter.happens("event " + round);
            chatter.talks(60, LARGE);
        }
    }

    private static List<RecordedEvent> toTheNumber(EventStream stream, List<Long> numbers)
            throws InterruptedException {
        var got = new ArrayList<RecordedEvent>();
        while (got.size() < numbers.size()) {
            got.addAll(stream.next(numbers.size() - got.size(), PATIENCE));
        }
        stream.close();
        return got;
    }

    @Test
    void whoWantsNoMessagesFindsNoGapWhereTheyWere() throws Exception {
        var retention = new Retention(100, 10);
        for (Journal journal : List.of(new Journal(retention), open(retention))) {
            var chatter = new Chatter(journal, retention);
            var live = journal.follow(0, ERRORS);
            assertNull(live.next(Duration.ZERO));
            for (int each = 0; each < 5; each++) {
                chatter.happens("event " + each);
                chatter.talks(3_000, 10);
            }
            all(journal);
            assertEquals(chatter.keptLasting(), live.next(1_000, PATIENCE));
            assertNull(live.next(Duration.ofMillis(5)));
            var late = journal.follow(0, ERRORS);
            assertEquals(chatter.keptLasting(), late.next(1_000, PATIENCE));
            assertNull(late.next(Duration.ofMillis(5)));
        }
    }

    @Test
    void whoWantsMessagesFindsOneGapForThoseThatAreGone() throws Exception {
        var retention = new Retention(100, 10);
        for (Journal journal : List.of(new Journal(retention), open(retention))) {
            var chatter = new Chatter(journal, retention);
            for (int each = 0; each < 5; each++) {
                chatter.happens("event " + each);
                chatter.talks(3_000, 10);
            }
            all(journal);
            long gone = journal.last() - 10;
            var messages = journal.follow(0, EventFilter.of(Set.of("message")));
            var got = messages.next(1_000, PATIENCE);
            assertEquals(new Event.Gap(1, gone), got.getFirst().event());
            assertEquals(range(gone, gone + 10), numbers(got));
            // Those that are still there come in order; the gap comes where it ends.
            got = journal.follow(0).next(1_000, PATIENCE);
            var wanted = new ArrayList<>(numbers(chatter.keptLasting()));
            wanted.addAll(range(gone, gone + 10));
            assertEquals(wanted, numbers(got));
            assertEquals(new Event.Gap(2, gone), got.get(5).event());
        }
    }

    @Test
    void aFollowerWithAFilterIsNotFullOfWhatItDoesNotWant() throws Exception {
        var retention = new Retention(100, 100);
        var journal = open(retention);
        var follower = journal.follow(0, ERRORS);
        assertNull(follower.next(Duration.ZERO));
        var chatter = new Chatter(journal, retention);
        chatter.talks(2 * Follower.LIMIT, 10);
        chatter.happens("event");
        assertEquals(error("web", "event"), follower.next(PATIENCE).event());
    }

    @Test
    void aGapOfAFollowerCoversNoMoreThanIsMissing() throws Exception {
        var retention = new Retention(10, 10);
        for (Journal journal : List.of(new Journal(retention), open(retention))) {
            var chatter = new Chatter(journal, retention);
            chatter.talks(5, 10);
            happen(journal, 25);
            all(journal);
            var got = journal.follow(2).next(1_000, PATIENCE);
            assertEquals(List.of(3L, 4L, 5L, 20L), numbers(got).subList(0, 4));
            assertEquals(new Event.Gap(6, 20), got.get(3).event());
            assertEquals(range(21, 30), numbers(got.subList(4, got.size())));
        }
    }

    private long bytes() throws IOException {
        long bytes = 0;
        for (Path file : files()) {
            bytes += Files.size(file);
        }
        return bytes;
    }
}
