package dev.reeve.supervisor.core.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reeve.supervisor.api.control.EventQuery;
import dev.reeve.supervisor.api.event.EventFilter;
import dev.reeve.supervisor.api.event.RecordedEvent;
import dev.reeve.supervisor.core.record.FaultyDisk;
import dev.reeve.supervisor.core.record.MortalDisk;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;

/// Files are thinned while all goes wrong.
@Timeout(300)
class JournalThinningTest extends JournalScene {
    private static final Retention RETENTION = new Retention(12, 60);
    private static final int DEATHS = 70;
    private static final int LARGE = 20_000;

    @TempDir Path lives;
    private Path life;

    @Override
    Path folder() {
        return life == null ? super.folder() : life;
    }

    @Test
    void whoeverIsKilledAtAnyChangeLosesNothingThatWasTold() throws IOException {
        for (int changes = 1; changes <= DEATHS; changes++) {
            die(changes, false);
        }
    }

    @Test
    void aLossOfPowerAtAnyChangeLosesNothingBeforeTheLastThatIsThere() throws IOException {
        for (int changes = 1; changes <= DEATHS; changes++) {
            die(changes, true);
        }
    }

    private void die(int changes, boolean losesPower) throws IOException {
        var disk = new MortalDisk(changes, new Random(changes));
        life = lives.resolve("life-" + changes + losesPower);
        var journal = open(RETENTION, disk, Duration.ofMinutes(10));
        var chatter = new Chatter(journal, RETENTION);
        long told = 0;
        for (int round = 0; round < 10 && !disk.isDead(); round++) {
            chatter.happens("event " + round);
            chatter.talks(60, LARGE);
            awaitWritten(journal);
            told = disk.isDead() ? told : journal.last();
        }
        if (losesPower) {
            disk.losePower();
        }
        journal.close();
        var next = open(RETENTION);
        String where = "after " + changes + " changes";
        assertTrue(losesPower || next.last() >= told, where + ": " + next.last() + " < " + told);
        chatter.goesOn(next);
        assertLasting(next, chatter.keptLasting(), where);
        for (int round = 0; round < 4; round++) {
            chatter.happens("later " + round);
            chatter.talks(60, LARGE);
            awaitWritten(next);
        }
        assertLasting(next, chatter.keptLasting(), where);
        next.close();
        next = open(RETENTION);
        assertLasting(next, chatter.keptLasting(), where);
        assertEquals(chatter.all().getLast().seq(), next.last(), where);
        assertTrue(files().size() <= 6, files().toString());
        next.close();
    }

    private static void awaitWritten(Journal journal) {
        journal.page(new EventQuery(journal.last() - 1, null, null, null, 1, 0));
    }

    private static void assertLasting(Journal journal, List<RecordedEvent> wanted, String where) {
        assertEquals(wanted, journal.page(query(0, "error", null, null)).items(), where);
    }

    @Test
    void aDiskThatIsFullWhileFilesAreThinnedLosesNothing() throws IOException {
        var disk = new FaultyDisk();
        var journal = open(RETENTION, disk, Duration.ofMillis(5));
        var chatter = new Chatter(journal, RETENTION);
        for (int round = 0; round < 30; round++) {
            if (round % 3 == 1) {
                disk.failWrites("No space left on device", 10);
            }
            chatter.happens("event " + round);
            chatter.talks(60, LARGE);
            assertLasting(journal, chatter.keptLasting(), "round " + round);
            disk.heal();
            all(journal);
        }
        journal.close();
        journal = open(RETENTION);
        assertLasting(journal, chatter.keptLasting(), "at the end");
    }

    @Test
    void whatAppearsTwiceIsThereOnce() throws IOException {
        var journal = open(RETENTION);
        var chatter = new Chatter(journal, RETENTION);
        chatter.happens("the first");
        chatter.talks(60, LARGE);
        all(journal);
        byte[] first = Files.readAllBytes(files().getFirst());
        Path old = files().getFirst();
        for (int round = 0; round < 4; round++) {
            chatter.happens("event " + round);
            chatter.talks(60, LARGE);
            all(journal);
        }
        assertTrue(Files.notExists(old), "it was not thinned");
        journal.close();
        Files.write(old, first);
        journal = open(RETENTION);
        chatter.goesOn(journal);
        assertLasting(journal, chatter.keptLasting(), "at the end");
        assertEquals(List.of(), troubles);
    }

    @Test
    void whoHasLookedForWhatIsThinnedMeanwhileLooksAgain() throws Exception {
        var retention = new Retention(1_000, 600);
        var disk = new FaultyDisk();
        var journal = open(retention, disk, Duration.ofMillis(5));
        var chatter = new Chatter(journal, retention);
        talk(chatter, journal);
        disk.beforeNextRead(() -> talk(chatter, journal));
        var page = journal.page(query(0, "error", null, null));
        assertEquals(chatter.keptLasting(), page.items());
        assertEquals(chatter.keptLasting().size(), page.total());
        talk(chatter, journal);
        disk.beforeNextRead(() -> talk(chatter, journal));
        var follower = journal.follow(0, EventFilter.of(Set.of("error")));
        var got = new ArrayList<RecordedEvent>();
        List<RecordedEvent> more = follower.next(1_000, PATIENCE);
        while (!more.isEmpty()) {
            got.addAll(more);
            more = follower.next(1_000, Duration.ofMillis(100));
        }
        assertEquals(chatter.keptLasting(), got);
    }

    private static void talk(Chatter chatter, Journal journal) {
        for (int round = 0; round < 8; round++) {
            chatter.happens("event " + round);
            chatter.talks(60, LARGE);
            awaitWritten(journal);
        }
    }
}
