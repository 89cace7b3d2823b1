package dev.reeve.supervisor.core.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reeve.supervisor.api.event.Event;
import dev.reeve.supervisor.api.event.EventStream;
import dev.reeve.supervisor.api.event.RecordedEvent;
import dev.reeve.supervisor.core.time.TimeSource;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/// Measures a stream of messages, 10,000 a second, with a hundred followers of which one reads
/// nothing, beside the same without followers. It is no test by its name, so that it is run only
/// when it is asked for; CONTRIBUTING.md says how.
class DeliveryBenchmark {
    private static final int FOLLOWERS = 100;
    private static final int A_SECOND = 10_000;
    private static final int SECONDS = Integer.getInteger("journal.seconds", 60);
    private static final Retention RETENTION = new Retention(10_000, 12_000);

    @TempDir Path folder;

    /// What was measured.
    ///
    /// @param cpu of the whole process
    /// @param waits how long each call of `record` took, in nanoseconds, sorted
    /// @param heap what is in use after a collection, once at half time and once at the end
    private record Measured(Duration cpu, Duration took, long[] waits, long[] heap) {}

    @Test
    void aHundredFollowersOfTenThousandMessagesASecond() throws Exception {
        stream("warm", 0, Math.min(SECONDS, 5));
        Measured floor = stream("alone", 0, SECONDS);
        Measured followed = stream("followed", FOLLOWERS, SECONDS);
        say("without followers", floor);
        say("with " + FOLLOWERS + " followers", followed);
        long deliveries = (long) (FOLLOWERS - 1) * SECONDS * A_SECOND;
        long nanos = followed.cpu().minus(floor.cpu()).toNanos();
        System.out.printf("%-24s %,12d ns%n", "cpu of a delivery", nanos / deliveries);
        System.out.printf(
                "%-24s %12.2f%n",
                "ratio of cpu to floor", (double) followed.cpu().toNanos() / floor.cpu().toNanos());
    }

    private Measured stream(String name, int followers, int seconds) throws Exception {
        Path files = folder.resolve(name);
        var journal = Journal.open(files, RETENTION, TimeSource.system(), System.err::println);
        var readers = new ArrayList<Reader>();
        for (int each = 1; each < followers; each++) {
            readers.add(new Reader(journal.follow(0), (long) seconds * A_SECOND));
        }
        EventStream stalled = journal.follow(0);
        stalled.next(Duration.ZERO);
        readers.forEach(Reader::start);
        long start = System.nanoTime();
        Duration cpu = cpu();
        var waits = new long[seconds * A_SECOND];
        var heap = new long[2];
        talk(journal, waits, 0, waits.length / 2);
        heap[0] = heap();
        talk(journal, waits, waits.length / 2, waits.length);
        for (Reader reader : readers) {
            reader.join();
        }
        var measured =
                new Measured(
                        cpu().minus(cpu), Duration.ofNanos(System.nanoTime() - start), waits, heap);
        heap[1] = heap();
        journal.close();
        Arrays.sort(waits);
        assertStalled(stalled, waits.length);
        assertTrue(size(files) < 10_000_000, size(files) + " bytes");
        return measured;
    }

    private static void talk(Journal journal, long[] waits, int from, int to) {
        long start = System.nanoTime();
        for (int each = from; each < to; each++) {
            var events = List.of(new Occurrence("t1", message(each)));
            Instant now = Instant.now();
            long before = System.nanoTime();
            journal.record(events, now);
            waits[each] = System.nanoTime() - before;
            long due = start + (each - from) * (1_000_000_000L / A_SECOND);
            while (each % 10 == 9 && System.nanoTime() - due < 0) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
        }
    }

    /// About 300 bytes in its file.
    private static Event message(int number) {
        return Chatter.message(number, 100);
    }

    /// It finds what it had room for, and then one gap.
    private static void assertStalled(EventStream stalled, int events) throws InterruptedException {
        List<RecordedEvent> got = stalled.next(Follower.LIMIT, Duration.ofSeconds(1));
        assertEquals(Follower.LIMIT, got.size());
        Event gap = stalled.next(1, Duration.ofSeconds(1)).getFirst().event();
        assertEquals(new Event.Gap(Follower.LIMIT + 1, events), gap);
    }

    private static void say(String what, Measured measured) {
        long[] waits = measured.waits();
        System.out.printf(
                "%-24s cpu %.2f s of %.2f s, record: median %,d ns, 99%% %,d ns, 99.9%% %,d ns,"
                        + " longest %,d ns, heap %,d KB and %,d KB%n",
                what,
                measured.cpu().toNanos() / 1e9,
                measured.took().toNanos() / 1e9,
                waits[waits.length / 2],
                waits[(int) (waits.length * 0.99)],
                waits[(int) (waits.length * 0.999)],
                waits[waits.length - 1],
                measured.heap()[0] / 1024,
                measured.heap()[1] / 1024);
    }

    private static long size(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        }
    }

    private static Duration cpu() {
        return ProcessHandle.current().info().totalCpuDuration().orElseThrow();
    }

    private static long heap() {
        System.gc();
        var runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    /// Reads until the last event, and finds no gap.
    private static final class Reader implements Runnable {
        private final EventStream stream;
        private final long last;
        private final Thread thread = Thread.ofVirtual().unstarted(this);
        private long reached;

        Reader(EventStream stream, long last) {
            this.stream = stream;
            this.last = last;
        }

        void start() {
            thread.start();
        }

        void join() throws InterruptedException {
            thread.join();
            assertEquals(last, reached);
        }

        @Override
        public void run() {
            try {
                while (reached < last) {
                    for (RecordedEvent event : stream.next(1_000, Duration.ofSeconds(10))) {
                        if (event.seq() != reached + 1 || event.event() instanceof Event.Gap) {
                            System.out.println("after " + reached + " comes " + event);
                            return;
                        }
                        reached = event.seq();
                    }
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
