package dev.reeve.supervisor.core.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reeve.supervisor.api.control.StatsSample;
import dev.reeve.supervisor.core.time.TimeSource;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// With real children. The machine may be busy, so shares are compared with what the JDK says of
/// the same time.
class RealTreeTest {
    private final StatsBoard board = new StatsBoard(TimeSource.system());
    private Process parent;

    @AfterEach
    void end() {
        parent.descendants().forEach(ProcessHandle::destroyForcibly);
        parent.destroyForcibly();
    }

    @Test
    void aBusyLoopIsSeenInEverySample() throws Exception {
        spawn("while :; do :; done");
        Running running = new Running(1, this::tree);
        board.sample("busy", running);
        for (int look = 0; look < 5; look++) {
            Duration before = cpu(parent.toHandle());
            long began = System.nanoTime();
            waitUntil(() -> System.nanoTime() - began > 300_000_000L);
            StatsSample sample = board.sample("busy", running);
            double seconds = (System.nanoTime() - began) / 1e9;
            double had = 100 * cpu(parent.toHandle()).minus(before).toNanos() / 1e9 / seconds;
            assertTrue(sample.cpuPercent() > had / 2, sample + " although it had " + had);
            assertTrue(sample.cpuPercent() > 0, sample.toString());
            assertTrue(sample.maxCpuPercent() >= sample.cpuPercent(), sample.toString());
        }
    }

    @Test
    void theWholeTreeCounts() throws Exception {
        spawn("sleep 60 & sleep 60 & sleep 60 & wait");
        waitUntil(() -> tree().size() == 4);
        StatsSample sample = board.sample("tree", new Running(1, this::tree));
        assertEquals(4, sample.processes());
        assertEquals(4, sample.threads());
        assertTrue(sample.memoryBytes() > 1_000_000, sample.toString());
        assertTrue(sample.openFiles() >= 12, sample.toString());
    }

    @Test
    void childrenThatLiveForAMomentAreSeenToo() throws Exception {
        spawn("while :; do /bin/sh -c 'i=0; while [ $i -lt 9999 ]; do i=$((i+1)); done'; done");
        Running running = new Running(1, () -> Set.of(parent.pid()));
        board.sample("brief", running);
        long began = System.nanoTime();
        waitUntil(() -> System.nanoTime() - began > 700_000_000L);
        StatsSample sample = board.sample("brief", running);
        double own = 100 * cpu(parent.toHandle()).toNanos() / 1e9;
        assertTrue(sample.cpuPercent() > 5, sample + ", its own time " + own);
    }

    private void spawn(String script) throws IOException {
        parent = new ProcessBuilder("sh", "-c", script).start();
    }

    private Set<Long> tree() {
        return Stream.concat(Stream.of(parent.toHandle()), parent.descendants())
                .map(ProcessHandle::pid)
                .collect(Collectors.toSet());
    }

    private static Duration cpu(ProcessHandle process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    private static void waitUntil(BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() < deadline) {
            Thread.sleep(10);
        }
        assertTrue(condition.getAsBoolean());
    }
}
