package dev.reeve.supervisor.core.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reeve.supervisor.api.control.EventQuery;
import dev.reeve.supervisor.api.event.Event;
import dev.reeve.supervisor.api.event.EventStream;
import dev.reeve.supervisor.api.event.RecordedEvent;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;

class JournalTest extends JournalScene {
    @Test
    void numbersGoOnWhenItIsOpenedAgain() throws IOException {
        var journal = open(100);
        happen(journal, 10);
        journal.close();
        journal = open(100);
        assertEquals(10, journal.last());
        happen(journal, 5);
        assertHolds(journal, 1, 15);
        assertEquals(List.of(), troubles);
    }

    @Test
    void itsFilesAreForTheirUserAlone() throws IOException {
        var journal = open(100);
        happen(journal, 1);
        journal.close();
        assertEquals(
                "rwx------",
                PosixFilePermissions.toString(Files.getPosixFilePermissions(folder())));
        assertEquals(
                "rw-------",
                PosixFilePermissions.toString(Files.getPosixFilePermissions(files().getFirst())));
    }

    @Test
    void theNewestAreKept() throws IOException {
        for (Journal journal : List.of(new Journal(new Retention(10, 10)), open(10))) {
            happen(journal, 25);
            assertHolds(journal, 16, 25);
            assertEquals(15, journal.evicted());
        }
    }

    @Test
    void oldFilesAreDeletedWhenTheNewerHoldEnough() throws IOException {
        var journal = open(2_000);
        for (int round = 0; round < 40; round++) {
            happen(journal, 1_000);
            all(journal);
        }
        assertTrue(files().size() <= 2, files().toString());
        assertHolds(journal, 38_001, 40_000);
        journal.close();
        journal = open(2_000);
        assertHolds(journal, 38_001, 40_000);
        assertEquals(38_000, journal.evicted());
        journal.close();
        long evicted = open(100_000).evicted();
        assertTrue(evicted > 15_000 && evicted <= 38_000, "evicted " + evicted);
    }

    @Test
    void aPageIsWhatAListOfAllWouldGive() throws IOException {
        var chance = new Random(3);
        var journal = open(20_000);
        var all = new ArrayList<RecordedEvent>();
        for (int each = 0; each < 12_000; each++) {
            var time = BEGIN.plusSeconds(each - (each % 700 == 0 ? 500 : 0));
            var event =
                    each % 7 == 0
                            ? new Event.SupervisorChanged("running", "so")
                            : error("s" + chance.nextInt(20), "x".repeat(chance.nextInt(300)));
            journal.append(List.of(event), time);
            all.add(new RecordedEvent(each + 1, time, event));
        }
        for (int round = 0; round < 2; round++) {
            for (int each = 0; each < 300; each++) {
                assertPage(journal, all, chance);
            }
            journal.close();
            journal = open(20_000);
        }
    }

    private static void assertPage(Journal journal, List<RecordedEvent> all, Random chance) {
        var types =
                List.of(
                        Set.<String>of(),
                        Set.of("error"),
                        Set.of("supervisor"),
                        Set.of("error", "supervisor"),
                        Set.of("state", "supervisor", "message"),
                        Set.of("message"));
        var query =
                new EventQuery(
                        chance.nextInt(3) == 0 ? chance.nextInt(13_000) : 0,
                        chance.nextBoolean() ? null : "s" + chance.nextInt(21),
                        chance.nextBoolean() ? null : BEGIN.plusSeconds(chance.nextInt(13_000)),
                        1 + chance.nextInt(200),
                        chance.nextInt(4) == 0 ? chance.nextInt(12_000) : chance.nextInt(20),
                        types.get(chance.nextInt(types.size())));
        var wanted = all.stream().filter(event -> matches(event, query)).toList();
        var page = journal.page(query);
        assertEquals(wanted.size(), page.total(), query.toString());
        assertEquals(
                wanted.stream().skip(query.offset()).limit(query.limit()).toList(),
                page.items(),
                query.toString());
    }

    private static boolean matches(RecordedEvent event, EventQuery query) {
        var service = event.event().service();
        return event.seq() > query.after()
                && (query.types().isEmpty() || query.types().contains(event.event().type()))
                && (query.service() == null
                        || service != null && query.service().equals(service.name()))
                && (query.since() == null || !event.time().isBefore(query.since()));
    }

    @Test
    void aFollowerGetsThePastAndThenWhatComes() throws Exception {
        for (Journal journal : List.of(new Journal(new Retention(5_000, 5_000)), open(5_000))) {
            happen(journal, 3_000);
            all(journal);
            var follower = journal.follow(100);
            var got = new ArrayList<RecordedEvent>();
            read(follower, got, 1_400);
            happen(journal, 200);
            read(follower, got, 1_700);
            happen(journal, 1);
            assertEquals(range(101, 3_201), numbers(read(follower, got, 1)));
            assertNull(follower.next(Duration.ofMillis(5)));
        }
    }

    @Test
    void aFollowerGoesOnWithTheNextSupervisor() throws Exception {
        var journal = open(100);
        happen(journal, 10);
        var got = new ArrayList<RecordedEvent>();
        read(journal.follow(0), got, 6);
        journal.close();
        journal = open(100);
        happen(journal, 5);
        assertEquals(range(1, 15), numbers(read(journal.follow(6), got, 9)));
    }

    @Test
    void aFollowerOfWhatIsNoLongerKeptGetsAGap() throws Exception {
        for (Journal journal : List.of(new Journal(new Retention(10, 10)), open(10))) {
            happen(journal, 25);
            all(journal);
            var got = read(journal.follow(3), new ArrayList<>(), 11);
            assertEquals(new Event.Gap(4, 15), got.getFirst().event());
            assertEquals(15, got.getFirst().seq());
            assertEquals(range(15, 25), numbers(got));
        }
    }

    @Test
    void aSlowFollowerGetsOneGap() throws Exception {
        for (Journal journal : List.of(new Journal(new Retention(20_000, 20_000)), open(20_000))) {
            var follower = journal.follow(0);
            assertNull(follower.next(Duration.ZERO));
            happen(journal, Follower.LIMIT + 500);
            all(journal);
            var got = read(follower, new ArrayList<>(), 10);
            happen(journal, 1_000);
            all(journal);
            read(follower, got, Follower.LIMIT - 9);
            var gap = new Event.Gap(Follower.LIMIT + 1, Follower.LIMIT + 1_500);
            assertEquals(gap, got.getLast().event());
            assertEquals(range(1, Follower.LIMIT), numbers(got.subList(0, Follower.LIMIT)));
            happen(journal, 1);
            long next = Follower.LIMIT + 1_501;
            assertEquals(List.of(next), numbers(read(follower, new ArrayList<>(), 1)));
        }
    }

    @Test
    void aFollowerOfANumberThatIsYetToComeGetsWhatComes() throws Exception {
        var journal = open(100);
        happen(journal, 3);
        var follower = journal.follow(1_000);
        happen(journal, 1);
        assertEquals(List.of(4L), numbers(read(follower, new ArrayList<>(), 1)));
    }

    @Test
    void aFollowerReadsToTheEndOfAClosedJournal() throws Exception {
        for (Journal journal : List.of(new Journal(new Retention(5_000, 5_000)), open(5_000))) {
            var far = journal.follow(0);
            happen(journal, 2_000);
            var near = journal.follow(1_999);
            journal.close();
            assertEquals(2_000, toTheEnd(far).size());
            assertEquals(1, toTheEnd(near).size());
            assertEquals(2, toTheEnd(journal.follow(1_998)).size());
        }
    }

    @Test
    void aFollowerThatLeavesIsClosed() throws Exception {
        var journal = open(100);
        happen(journal, 3);
        var follower = journal.follow(0);
        assertNotNull(follower.next(PATIENCE));
        assertFalse(follower.closed());
        follower.close();
        toTheEnd(follower);
        assertTrue(follower.closed());
    }

    private static List<RecordedEvent> toTheEnd(EventStream stream) throws InterruptedException {
        var got = new ArrayList<RecordedEvent>();
        while (!stream.closed()) {
            var event = stream.next(PATIENCE);
            if (event != null) {
                got.add(event);
            }
        }
        return got;
    }

    private static List<RecordedEvent> read(EventStream stream, List<RecordedEvent> into, int count)
            throws InterruptedException {
        for (int each = 0; each < count; each++) {
            var event = stream.next(PATIENCE);
            assertNotNull(event, "after " + into.size());
            into.add(event);
        }
        return into;
    }
}
