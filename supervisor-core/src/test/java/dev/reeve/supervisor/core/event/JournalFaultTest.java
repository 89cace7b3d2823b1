package dev.reeve.supervisor.core.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reeve.supervisor.core.record.FaultyDisk;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

@Timeout(60)
class JournalFaultTest extends JournalScene {
    private final FaultyDisk disk = new FaultyDisk();

    @Test
    void whileTheDiskIsFullEventsGoOnAndAreWrittenAfterwards() throws Exception {
        var journal = open(100_000, disk, Duration.ofMillis(20));
        var follower = journal.follow(0);
        happen(journal, 10);
        assertHolds(journal, 1, 10);
        for (int bytes : new int[] {0, 1, 40, 200}) {
            disk.failWrites("No space left on device", bytes);
            long before = journal.last();
            happen(journal, 10);
            assertHolds(journal, 1, before + 10);
        }
        assertEquals(1, troubles.size(), troubles.toString());
        assertTrue(troubles.getFirst().contains("No space left on device"), troubles.toString());
        for (long seq = 1; seq <= 50; seq++) {
            assertEquals(seq, follower.next(PATIENCE).seq());
        }
        disk.heal();
        journal.close();
        assertHolds(open(100_000), 1, 50);
    }

    @Test
    void itHealsByItselfWithoutAnotherEvent() throws Exception {
        var journal = open(100, disk, Duration.ofMillis(5));
        disk.failWrites("Input/output error", 0);
        happen(journal, 10);
        awaitTries(3);
        disk.heal();
        awaitFile(10);
        assertEquals(1, troubles.size(), troubles.toString());
    }

    @Test
    void nothingIsTriedWhileThereIsNothingToWrite() throws Exception {
        var journal = open(100, disk, Duration.ofMillis(1));
        happen(journal, 1);
        assertHolds(journal, 1, 1);
        disk.failWrites("Read-only file system", 0);
        assertNull(journal.follow(1).next(Duration.ofMillis(100)));
        assertEquals(0, disk.tries());
    }

    @Test
    void aDiskThatIsReadOnlyFromTheStartIsToldOnce() throws IOException {
        disk.failWrites("Read-only file system", 0);
        var journal = open(100, disk, Duration.ofMillis(1));
        happen(journal, 10);
        assertHolds(journal, 1, 10);
        assertEquals(1, troubles.size(), troubles.toString());
    }

    @Test
    void whatIsThereCanBeReadWhileNothingCanBeWritten() throws IOException {
        var journal = open(100);
        happen(journal, 10);
        journal.close();
        disk.failWrites("Read-only file system", 0);
        journal = open(100, disk, Duration.ofMillis(1));
        happen(journal, 5);
        assertHolds(journal, 1, 15);
    }

    @Test
    void tooManyForMemoryLeaveAHoleThatIsTold() throws Exception {
        var journal = open(100_000, disk, Duration.ofMillis(5));
        disk.failWrites("No space left on device", 0);
        happen(journal, 1);
        awaitTries(1);
        happen(journal, 12_999);
        disk.heal();
        awaitFile(13_000);
        var found = numbers(all(journal));
        assertEquals(range(3_001, 13_000), found.subList(found.size() - 10_000, found.size()));
        assertTrue(troubles.getLast().contains("events are not in it"), troubles.toString());
        journal.close();
        journal = open(100_000);
        assertEquals(13_000, journal.last());
        assertEquals(found, numbers(all(journal)));
    }

    @Test
    void nobodyWaitsLongForADiskThatDoesNotAnswer() throws Exception {
        var journal = open(100, disk, Duration.ofMillis(5));
        var follower = journal.follow(0);
        disk.getStuck();
        happen(journal, 3);
        assertHolds(journal, 1, 3);
        happen(journal, 1);
        for (long seq = 1; seq <= 4; seq++) {
            assertEquals(seq, follower.next(PATIENCE).seq());
        }
        disk.heal();
        happen(journal, 1);
        assertEquals(5, follower.next(PATIENCE).seq());
        journal.close();
        assertHolds(open(100), 1, 5);
    }

    @Test
    void aSyncThatFailsIsToldOnceAndChangesNothing() throws Exception {
        var journal = open(100, disk, Duration.ofMillis(5));
        disk.failSyncs("Input/output error");
        var follower = journal.follow(0);
        for (int each = 1; each <= 5; each++) {
            happen(journal, 1);
            assertNotNull(follower.next(PATIENCE));
            assertNull(follower.next(Duration.ofMillis(80)));
        }
        assertEquals(1, troubles.size(), troubles.toString());
        disk.heal();
        journal.close();
        assertHolds(open(100), 1, 5);
    }

    @Test
    void whatCannotBeReadIsLeftOutAndItsNumbersAreNotGivenAgain() throws IOException {
        var journal = open(100);
        happen(journal, 10);
        journal.close();
        disk.failReads("Input/output error");
        journal = open(100, disk, Duration.ofMillis(5));
        assertEquals(List.of(), all(journal));
        assertEquals(1, troubles.size(), troubles.toString());
        happen(journal, 1);
        long number = all(journal).getFirst().seq();
        assertTrue(number > 10, "number " + number);
        disk.heal();
        journal.close();
        var wanted = new ArrayList<>(range(1, 10));
        wanted.add(number);
        assertEquals(wanted, numbers(all(open(100))));
    }

    private void awaitTries(int count) throws InterruptedException {
        var nothing = new Journal(new Retention(1, 1)).follow(0);
        while (disk.tries() < count) {
            nothing.next(Duration.ofMillis(2));
        }
    }

    /// Until another reader of the files finds this event.
    private void awaitFile(long number) throws InterruptedException, IOException {
        var nothing = new Journal(new Retention(1, 1)).follow(0);
        while (ArchiveReader.read(disk, folder(), new Kept(new Retention(1, 1)), _ -> {}).last()
                < number) {
            nothing.next(Duration.ofMillis(2));
        }
    }
}
