package dev.reeve.supervisor.core.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reeve.supervisor.api.control.StatsSample;
import dev.reeve.supervisor.api.spi.StatsHandler;
import dev.reeve.supervisor.core.guard.Guard;
import dev.reeve.supervisor.core.time.TimeSource;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

class SamplerTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    @TempDir Path proc;
    private final FakeTime time = new FakeTime();
    private final BlockingQueue<List<String>> batches = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
    private StatsBoard board;

    @BeforeEach
    void begin() throws IOException {
        FakeProcesses processes = new FakeProcesses(proc);
        processes.process(7, 0, 100, 0, 10);
        processes.process(8, 0, 100, 0, 10);
        board = new StatsBoard(time, proc);
    }

    @Test
    void aBatchHoldsOneSampleOfEachServiceOfTheHandlerThatRuns() throws Exception {
        Feeding feeding = feeding(this::take, Set.of("web", "db", "off"));
        feeding.tick();
        assertEquals(List.of("db", "web"), next(batches));
    }

    @Test
    void whereNothingRunsThereIsNoBatch() throws Exception {
        Feeding feeding = feeding(this::take, Set.of("off"));
        feeding.tick();
        feeding.close();
        assertEquals(0, batches.size());
    }

    @Test
    void aSlowHandlerMissesSamplesAndIsToldOfOnce() throws Exception {
        Semaphore mayEnd = new Semaphore(0);
        Feeding feeding =
                feeding(
                        samples -> {
                            take(samples);
                            mayEnd.acquire();
                        },
                        Set.of("web"));
        feeding.tick();
        next(batches);
        feeding.tick();
        feeding.tick();
        assertEquals(
                "stats handler csv takes longer than its interval, samples are left out",
                next(told));
        mayEnd.release(9);
        feeding.close();
        assertEquals(0, batches.size());
        assertEquals(0, told.size());
    }

    @Test
    void aHandlerThatIsStuckIsInterruptedAndThenFedAgain() throws Exception {
        CountDownLatch interrupted = new CountDownLatch(1);
        StatsHandler stuck =
                samples -> {
                    take(samples);
                    if (interrupted.getCount() > 0) {
                        try {
                            new Semaphore(0).acquire();
                        } finally {
                            interrupted.countDown();
                        }
                    }
                };
        Feeding feeding = feeding(stuck, Set.of("web"));
        feeding.tick();
        next(batches);
        time.advance(Duration.ofSeconds(11));
        feeding.tick();
        assertEquals("stats handler csv did not end within 10 s", next(told));
        assertTrue(interrupted.await(10, TimeUnit.SECONDS));
        next(told); // that the call has failed
        tickUntilTaken(feeding);
    }

    @Test
    void aFailureIsToldOnceUntilItHasGoneWellAgain() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        StatsHandler handler =
                samples -> {
                    take(samples);
                    int call = calls.incrementAndGet();
                    if (call != 3) {
                        throw new IOException("disk full");
                    }
                };
        Feeding feeding = feeding(handler, Set.of("web"));
        for (int batch = 0; batch < 4; batch++) {
            tickUntilTaken(feeding);
        }
        feeding.close();
        String failure = "stats handler csv failed: disk full";
        assertEquals(2, told.stream().filter(failure::equals).count());
    }

    @Test
    void eachHandlerIsClosedOnceAndAnErrorAtItsCloseIsTold() throws Exception {
        AtomicInteger closed = new AtomicInteger();
        StatsHandler handler =
                new StatsHandler() {
                    @Override
                    public void accept(List<StatsSample> samples) {}

                    @Override
                    public void close() throws IOException {
                        closed.incrementAndGet();
                        throw new IOException("no");
                    }
                };
        Sampler sampler = start(List.of(feed(handler)));
        sampler.close();
        sampler.close();
        assertEquals(1, closed.get());
        assertEquals("stats handler csv failed at its close: no", next(told));
    }

    @Test
    void aHandlerThatNeverEndsDoesNotHoldUpTheClose() throws Exception {
        StatsHandler deaf =
                samples -> {
                    take(samples);
                    while (true) {
                        try {
                            new Semaphore(0).acquire();
                        } catch (InterruptedException ignored) {
                            Thread.onSpinWait();
                        }
                    }
                };
        Sampler sampler = start(List.of(feed(deaf)));
        next(batches);
        long began = System.nanoTime();
        sampler.close();
        assertTrue(System.nanoTime() - began < Duration.ofSeconds(8).toNanos());
    }

    @Test
    void batchesComeAtTheInterval() throws Exception {
        Sampler sampler = start(List.of(feed(this::take)));
        long began = System.nanoTime();
        for (int batch = 0; batch < 4; batch++) {
            assertEquals(List.of("web"), next(batches));
        }
        long took = System.nanoTime() - began;
        sampler.close();
        assertTrue(took > Duration.ofMillis(250).toNanos(), took + " ns");
        assertEquals(0, told.size());
    }

    @Test
    void withoutAHandlerNobodyAsksWhatRuns() {
        AtomicInteger asked = new AtomicInteger();
        Supplier<Map<String, Running>> nosy =
                () -> {
                    asked.incrementAndGet();
                    return Map.of();
                };
        Sampler.start(Guard.ofNone(), List.of(), board, TimeSource.system(), nosy, told::add)
                .close();
        assertEquals(0, asked.get());
    }

    private Sampler start(List<StatsFeed> feeds) {
        TimeSource real = TimeSource.system();
        return Sampler.start(
                Guard.ofNone(), feeds, new StatsBoard(real, proc), real, this::running, told::add);
    }

    private static StatsFeed feed(StatsHandler handler) {
        return new StatsFeed("csv", handler, Duration.ofMillis(100), Set.of("web"));
    }

    private Feeding feeding(StatsHandler handler, Set<String> services) {
        StatsFeed feed = new StatsFeed("csv", handler, SECOND, services);
        return new Feeding(Guard.ofNone(), feed, board.view(), time, this::running, told::add);
    }

    private Map<String, Running> running() {
        return Map.of(
                "web", new Running(1, () -> Set.of(7L)),
                "db", new Running(1, () -> Set.of(8L)),
                "other", new Running(1, () -> Set.of(9L)));
    }

    private void take(List<StatsSample> samples) {
        batches.add(samples.stream().map(StatsSample::name).toList());
    }

    /// The call before may still be about to end, then a tick does nothing.
    private void tickUntilTaken(Feeding feeding) throws InterruptedException {
        for (int tries = 0; tries < 1000; tries++) {
            feeding.tick();
            if (batches.poll(10, TimeUnit.MILLISECONDS) != null) {
                return;
            }
        }
        throw new AssertionError("no batch");
    }

    private static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
        T next = queue.poll(10, TimeUnit.SECONDS);
        assertNotNull(next);
        return next;
    }
}
