package dev.reeve.supervisor.core.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reeve.supervisor.api.control.StatsSample;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// With a clock and processes that are made up.
class StatsBoardTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    @TempDir Path proc;
    private final FakeTime time = new FakeTime();
    private FakeProcesses processes;
    private StatsBoard board;

    @BeforeEach
    void begin() throws IOException {
        processes = new FakeProcesses(proc);
        board = new StatsBoard(time, proc);
    }

    @Test
    void aShareIsOneOfTheTimeSinceTheLastLook() throws Exception {
        processes.process(7, 0, 100, 0, 10);
        board.sample("web", running(1, 7));
        processes.process(7, 0, 150, 0, 20);
        time.advance(SECOND);
        StatsSample sample = board.sample("web", running(1, 7));
        assertEquals(50.0, sample.cpuPercent());
        assertEquals(81_920, sample.memoryBytes());
        assertEquals(1, sample.processes());
        assertEquals(3, sample.threads());
        assertEquals(time.now(), sample.time());
    }

    @Test
    void theFirstSampleTakesATenthOfASecondAndSeveralFirstOnesNoMore() throws Exception {
        processes.process(7, 0, 100, 0, 10);
        processes.process(8, 0, 100, 0, 10);
        long before = time.nanos();
        List<StatsSample> samples =
                board.samples(Map.of("web", running(1, 7), "db", running(1, 8)));
        assertEquals(Duration.ofMillis(100).toNanos(), time.nanos() - before);
        assertEquals(List.of("db", "web"), samples.stream().map(StatsSample::name).toList());
    }

    @Test
    void anEarlierLookOfLongAgoIsOfNoUseToOneWhoAsks() throws Exception {
        processes.process(7, 0, 100, 0, 10);
        board.sample("web", running(1, 7));
        processes.process(7, 0, 9000, 0, 10);
        time.advance(Duration.ofMinutes(2));
        assertEquals(0.0, board.sample("web", running(1, 7)).cpuPercent());
    }

    @Test
    void askingOftenDoesNotSpoilTheSamplesOfAnotherObserver() throws Exception {
        StatsView view = board.view();
        processes.process(7, 0, 100, 0, 10);
        view.samples(Map.of("web", running(1, 7)));
        processes.process(7, 0, 200, 0, 10);
        time.advance(SECOND);
        board.sample("web", running(1, 7));
        time.advance(SECOND.minusMillis(100));
        StatsSample sample = view.samples(Map.of("web", running(1, 7))).getFirst();
        assertEquals(50.0, sample.cpuPercent());
    }

    @Test
    void maximaAreThoseOfTheRunWhoeverHasSeenThem() throws Exception {
        processes.process(7, 0, 100, 0, 50);
        StatsView view = board.view();
        view.samples(Map.of("web", running(1, 7)));
        processes.process(7, 0, 180, 0, 50);
        time.advance(SECOND);
        view.samples(Map.of("web", running(1, 7)));
        processes.process(7, 0, 180, 0, 10);
        StatsSample sample = board.sample("web", running(1, 7));
        assertEquals(80.0, sample.maxCpuPercent());
        assertEquals(50 * 4096, sample.maxMemoryBytes());
        assertEquals(10 * 4096, sample.memoryBytes());

        processes.process(8, 0, 5, 0, 3);
        StatsSample next = board.sample("web", running(2, 8));
        assertEquals(0.0, next.maxCpuPercent());
        assertEquals(3 * 4096, next.maxMemoryBytes());
        assertEquals(2, next.run());
    }

    @Test
    void aServiceThatDoesNotRunUsesNothingAndKeepsItsMaxima() throws Exception {
        processes.process(7, 0, 100, 0, 50);
        board.sample("web", running(1, 7));
        processes.gone(7);
        long before = time.nanos();
        StatsSample sample = board.sample("web", new Running(1, Set::of));
        assertEquals(0, sample.memoryBytes());
        assertEquals(0, sample.processes());
        assertEquals(0.0, sample.cpuPercent());
        assertEquals(50 * 4096, sample.maxMemoryBytes());
        assertTrue(time.nanos() - before <= Duration.ofMillis(100).toNanos());
    }

    @Test
    void whatIsForgottenBeginsAgain() throws Exception {
        processes.process(7, 0, 100, 0, 50);
        board.sample("web", running(1, 7));
        board.forget("web");
        processes.process(7, 0, 100, 0, 10);
        assertEquals(10 * 4096, board.sample("web", running(1, 7)).maxMemoryBytes());
    }

    private static Running running(int run, long pid) {
        return new Running(run, () -> Set.of(pid));
    }
}
