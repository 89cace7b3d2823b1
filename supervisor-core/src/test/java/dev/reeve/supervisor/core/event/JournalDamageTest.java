package dev.reeve.supervisor.core.event;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reeve.supervisor.api.event.Event;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32C;

class JournalDamageTest extends JournalScene {
    @Test
    void aWriterCutOffAtAnyByteOfItsLastTwoRecordsLeavesAJournalThatGoesOn() throws IOException {
        byte[] whole = written(5);
        for (int length = whole.length - 2 * lastRecord(whole); length < whole.length; length++) {
            Files.write(files().getFirst(), Arrays.copyOf(whole, length));
            var journal = open(100);
            long last = journal.last();
            assertTrue(last == 3 || last == 4, "last " + last);
            happen(journal, 1);
            assertHolds(journal, 1, last + 1);
            journal.close();
            journal = open(100);
            assertHolds(journal, 1, last + 1);
            journal.close();
        }
    }

    @Test
    void aFlippedByteOfTheLastTwoRecordsCostsThatEventOnly() throws IOException {
        byte[] whole = written(5);
        int record = lastRecord(whole);
        for (int at = whole.length - 2 * record; at < whole.length; at++) {
            byte[] flipped = whole.clone();
            flipped[at] ^= (byte) (1 << at % 8);
            Files.write(files().getFirst(), flipped);
            troubles.clear();
            var journal = open(100);
            var wanted = new ArrayList<>(range(1, 5));
            wanted.remove(at < whole.length - record ? 3 : 4);
            long last = wanted.getLast();
            assertEquals(last, journal.last());
            happen(journal, 1);
            wanted.add(last + 1);
            assertEquals(wanted, numbers(all(journal)), "flipped at " + at);
            assertEquals(1, troubles.size(), troubles.toString());
            journal.close();
        }
    }

    @Test
    void aFollowerIsToldOfADamagedPlace() throws Exception {
        byte[] whole = written(5);
        whole[whole.length - lastRecord(whole) - 1] ^= 1;
        Files.write(files().getFirst(), whole);
        var follower = open(100).follow(2);
        assertEquals(3, follower.next(PATIENCE).seq());
        assertEquals(new Event.Gap(4, 4), follower.next(PATIENCE).event());
        assertEquals(5, follower.next(PATIENCE).seq());
    }

    @Test
    void aFollowerOfNothingButDamageGoesOn() throws Exception {
        var journal = open(10_000);
        happen(journal, 3_000);
        all(journal);
        Files.write(files().getFirst(), new byte[0]);
        var follower = journal.follow(0);
        assertEquals(new Event.Gap(1, 2_750), follower.next(PATIENCE).event());
        assertEquals(2_751, follower.next(PATIENCE).seq());
    }

    @Test
    void damageInAnOlderFileCostsWhatIsDamaged() throws IOException {
        var journal = open(50_000);
        for (int round = 0; round < 20; round++) {
            happen(journal, 1_000);
            all(journal);
        }
        journal.close();
        assertTrue(files().size() > 1, "one file only");
        byte[] first = Files.readAllBytes(files().getFirst());
        Arrays.fill(first, first.length / 2, first.length / 2 + 4_096, (byte) 0);
        Files.write(files().getFirst(), Arrays.copyOf(first, first.length - 5));
        journal = open(50_000);
        var found = numbers(all(journal));
        assertEquals(1, troubles.size(), troubles.toString());
        assertEquals(20_000, journal.last());
        assertEquals(20_000L, found.getLast());
        assertTrue(found.size() > 19_900 && found.size() < 20_000, "found " + found.size());
        assertEquals(found.stream().distinct().sorted().toList(), found);
    }

    @Test
    void aFileOfGarbageIsKeptBesideAndItsNumbersGoOn() throws IOException {
        written(5);
        for (int length : new int[] {0, 10, 5_000}) {
            var garbage = new byte[length];
            new Random(length).nextBytes(garbage);
            Path file = Segment.path(folder(), 77);
            Files.write(file, garbage);
            var journal = open(100);
            assertEquals(76, journal.last());
            happen(journal, 1);
            assertEquals(List.of(1L, 2L, 3L, 4L, 5L, 77L), numbers(all(journal)));
            journal.close();
            if (length > 0) {
                assertArrayEquals(
                        garbage,
                        Files.readAllBytes(folder().resolve(file.getFileName() + ".damaged")));
            }
        }
    }

    @Test
    void aFolderInPlaceOfAFileIsMovedAside() throws IOException {
        written(5);
        Files.createDirectories(Segment.path(folder(), 6).resolve("x"));
        var journal = open(100);
        happen(journal, 1);
        assertHolds(journal, 1, 6);
        assertEquals(1, troubles.size(), troubles.toString());
    }

    @Test
    void aFileInPlaceOfTheFolderIsMovedAside() throws IOException {
        Files.createDirectories(temporary.resolve("state"));
        Files.writeString(folder(), "theirs");
        var journal = open(100);
        happen(journal, 1);
        assertHolds(journal, 1, 1);
        assertEquals(1, troubles.size(), troubles.toString());
        assertEquals("theirs", Files.readString(temporary.resolve("state/journal.damaged")));
    }

    @Test
    void otherFilesInTheFolderAreLeftAlone() throws IOException {
        written(5);
        Path other = folder().resolve("note.txt");
        Files.writeString(other, "theirs");
        assertHolds(open(100), 1, 5);
        assertEquals("theirs", Files.readString(other));
    }

    @Test
    void aJournalOfALaterVersionIsRefusedAndLeftAlone() throws IOException {
        byte[] later = written(5);
        later[11] = 2;
        var sum = new CRC32C();
        sum.update(later, 0, 12);
        ByteBuffer.wrap(later).putInt(12, (int) sum.getValue());
        Files.write(files().getFirst(), later);
        var refused = assertThrows(IOException.class, () -> open(100));
        assertTrue(refused.getMessage().contains("later version"), refused.getMessage());
        assertArrayEquals(later, Files.readAllBytes(files().getFirst()));
        assertFalse(Files.exists(folder().resolve("x")));
    }

    /// A journal of events that are all equally long.
    private byte[] written(int events) throws IOException {
        var journal = open(100);
        happen(journal, events);
        journal.close();
        return Files.readAllBytes(files().getFirst());
    }

    private static int lastRecord(byte[] file) {
        return (file.length - 16) / 5;
    }
}
