package dev.reeve.supervisor.core.record;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;

class RecordFileTest {
    @TempDir Path folder;

    private final Disk disk = Disk.system();
    private final List<String> troubles = new ArrayList<>();
    private final List<Long> numbers = new ArrayList<>();

    @Test
    void recordsComeBackAsTheyWere() throws IOException {
        write(1, 100);
        var read = read();
        assertEquals(range(1, 100), numbers);
        assertEquals(Files.size(file()), read.end());
        assertFalse(read.torn());
    }

    @Test
    void aFileThatIsNotThereIsEmpty() throws IOException {
        assertEquals(0, read().size());
        assertEquals(List.of(), numbers);
    }

    @Test
    void aRecordLongerThanWhatIsReadAtOnceComesBack() throws IOException {
        var body = new byte[3_000_000];
        new Random(1).nextBytes(body);
        try (var file = RecordFile.create(disk, file())) {
            var records = new Records();
            records.add(1, "a".getBytes(StandardCharsets.US_ASCII), 1);
            records.add(2, body, body.length);
            records.add(3, "c".getBytes(StandardCharsets.US_ASCII), 1);
            file.append(records);
        }
        var bodies = new ArrayList<byte[]>();
        RecordReader.read(
                disk,
                file(),
                0,
                (_, _, buffer, from, length) ->
                        bodies.add(Arrays.copyOfRange(buffer, from, from + length)));
        assertEquals(3, bodies.size());
        assertArrayEquals(body, bodies.get(1));
    }

    @Test
    void whereverAFileIsCutOffWhatIsWholeIsReadAndWrittenOn() throws IOException {
        write(1, 5);
        byte[] whole = Files.readAllBytes(file());
        for (int length = 0; length < whole.length; length++) {
            Files.write(file(), Arrays.copyOf(whole, length));
            long good = goOn();
            assertTrue(good <= 4, "cut off at " + length);
            byte[] kept = Files.exists(beside()) ? Files.readAllBytes(beside()) : new byte[0];
            assertEquals(troubles.isEmpty(), kept.length == 0);
            int end = length - kept.length;
            assertArrayEquals(Arrays.copyOfRange(whole, end, length), kept);
            assertEquals(range(1, good + 1), readNumbers(), "cut off at " + length);
            Files.deleteIfExists(beside());
        }
    }

    @Test
    void whicheverByteIsFlippedTheOthersRecordsAreRead() throws IOException {
        write(1, 5);
        byte[] whole = Files.readAllBytes(file());
        int record = (whole.length - Frame.HEADER) / 5;
        for (int at = 0; at < whole.length; at++) {
            byte[] flipped = whole.clone();
            flipped[at] ^= (byte) (1 << at % 8);
            Files.write(file(), flipped);
            var wanted = new ArrayList<>(range(1, 5));
            if (at >= Frame.HEADER) {
                wanted.remove((at - Frame.HEADER) / record);
            }
            long last = goOn();
            assertEquals(wanted.getLast(), last, "flipped at " + at);
            assertEquals(1, troubles.size() + (skipped(flipped) ? 1 : 0), "flipped at " + at);
            wanted.add(last + 1);
            assertEquals(wanted, readNumbers(), "flipped at " + at);
        }
    }

    private boolean skipped(byte[] flipped) throws IOException {
        Path copy = folder.resolve("copy");
        Files.write(copy, flipped);
        var read = RecordReader.read(disk, copy, 0, (_, _, _, _, _) -> {});
        return read.skipped() > 0 || read.headless();
    }

    @Test
    void aRecordThatIsThereTwiceIsReadOnce() throws IOException {
        write(1, 3);
        byte[] whole = Files.readAllBytes(file());
        int record = (whole.length - Frame.HEADER) / 3;
        byte[] twice = Arrays.copyOf(whole, whole.length + record);
        System.arraycopy(whole, whole.length - 2 * record, twice, whole.length, record);
        Files.write(file(), twice);
        assertEquals(3, goOn());
        assertEquals(range(1, 4), readNumbers());
        assertEquals(List.of(), troubles);
    }

    @Test
    void zerosAndGarbageAreCutOff() throws IOException {
        var chance = new Random(5);
        for (int length : new int[] {1, 15, 16, 17, 4_096, 1_000_000}) {
            for (boolean random : new boolean[] {false, true}) {
                var garbage = new byte[length];
                if (random) {
                    chance.nextBytes(garbage);
                }
                Files.write(file(), garbage);
                assertEquals(0, goOn());
                assertEquals(1, troubles.size());
                assertEquals(List.of(1L), readNumbers());
                assertArrayEquals(garbage, Files.readAllBytes(beside()));
            }
        }
    }

    @Test
    void garbageInTheMiddleIsPassedOver() throws IOException {
        write(1, 5);
        byte[] whole = Files.readAllBytes(file());
        int middle = Frame.HEADER + 2 * ((whole.length - Frame.HEADER) / 5);
        var chance = new Random(7);
        for (int length : new int[] {1, 16, 100, 100_000}) {
            var garbage = new byte[length];
            chance.nextBytes(garbage);
            var bytes = ByteBuffer.allocate(whole.length + length);
            bytes.put(whole, 0, middle).put(garbage).put(whole, middle, whole.length - middle);
            Files.write(file(), bytes.array());
            assertEquals(range(1, 5), readNumbers());
            assertEquals(length, read().skipped());
        }
    }

    @Test
    void aFileOfALaterVersionIsLeftAlone() throws IOException {
        write(1, 3);
        byte[] later = Files.readAllBytes(file());
        later[11] = 9;
        var sum = new java.util.zip.CRC32C();
        sum.update(later, 0, 12);
        ByteBuffer.wrap(later).putInt(12, (int) sum.getValue());
        Files.write(file(), later);
        var refused = assertThrows(NewerFormatException.class, this::read);
        assertTrue(refused.getMessage().contains("format 9"), refused.getMessage());
        assertArrayEquals(later, Files.readAllBytes(file()));
    }

    @Test
    void whatCouldNotBeWrittenWholeIsWrittenOver() throws IOException {
        var faulty = new FaultyDisk();
        try (var file = RecordFile.create(faulty, file())) {
            file.append(records(1, 1));
            for (int bytes : new int[] {0, 1, 17, 1_000}) {
                faulty.failWrites("No space left on device", bytes);
                assertThrows(IOException.class, () -> file.append(records(2, 3)));
            }
            faulty.heal();
            file.append(records(2, 2));
        }
        assertEquals(range(1, 2), readNumbers());
        assertEquals(Files.size(file()), read().end());
    }

    @Test
    void aLinkIsNotFollowed() throws IOException {
        Path other = folder.resolve("other");
        Files.writeString(other, "theirs");
        Files.createSymbolicLink(file(), other);
        assertTrue(disk.isForeign(file()));
        assertThrows(IOException.class, () -> RecordFile.create(disk, file()));
        assertThrows(IOException.class, this::read);
        assertEquals("theirs", Files.readString(other));
    }

    /// Opens the file again and appends the next record.
    ///
    /// @return the last number that was read
    private long goOn() throws IOException {
        troubles.clear();
        var read = read();
        try (var file = RecordFile.resume(disk, file(), read, troubles::add)) {
            file.append(records(read.last() + 1, read.last() + 1));
        }
        return read.last();
    }

    private void write(long first, long last) throws IOException {
        try (var file = RecordFile.create(disk, file())) {
            file.append(records(first, last));
            file.sync();
        }
    }

    private static Records records(long first, long last) {
        var records = new Records();
        for (long number = first; number <= last; number++) {
            byte[] body = ("{\"number\":" + number + "}").getBytes(StandardCharsets.US_ASCII);
            records.add(number, body, body.length);
        }
        return records;
    }

    private RecordReader.Reading read() throws IOException {
        numbers.clear();
        return RecordReader.read(
                disk,
                file(),
                0,
                (_, number, buffer, from, length) -> {
                    assertEquals(
                            "{\"number\":" + number + "}",
                            new String(buffer, from, length, StandardCharsets.US_ASCII));
                    numbers.add(number);
                });
    }

    private List<Long> readNumbers() throws IOException {
        read();
        return List.copyOf(numbers);
    }

    private static List<Long> range(long first, long last) {
        return LongStream.rangeClosed(first, last).boxed().toList();
    }

    private Path file() {
        return folder.resolve("file");
    }

    private Path beside() {
        return folder.resolve("file.damaged");
    }
}
