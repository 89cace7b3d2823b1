package dev.reeve.supervisor.core.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reeve.supervisor.core.time.TimeSource;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/// A plugin whose calls never let go of their processors stops no other virtual thread.
@Timeout(120)
class BusyPluginTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    private final Guard guard =
            new Guard(
                    loader -> loader == BusyPluginTest.class.getClassLoader() ? "busy" : null,
                    TimeSource.system());
    private final List<GuardedCall> calls = new ArrayList<>();
    private volatile boolean over;

    @AfterEach
    void letGo() throws InterruptedException {
        over = true;
        for (GuardedCall call : calls) {
            assertTrue(call.ends(LONG));
        }
        guard.close();
    }

    private void spin() {
        while (!over) {
            Thread.onSpinWait();
        }
    }

    /// Begins so many, as far as they are admitted.
    private void begin(int count) {
        for (int i = 0; i < count; i++) {
            GuardedCall call = guard.call("await", "ready web", this, this::spin);
            if (call.begin() == null) {
                calls.add(call);
            }
        }
    }

    private static void anotherVirtualThreadRuns() throws InterruptedException {
        var ran = new CountDownLatch(1);
        Thread.ofVirtual().start(ran::countDown);
        ran.await();
    }

    @Test
    void endlessLoopsOnEveryProcessorStopNobodyElse() throws InterruptedException {
        begin(4 * Runtime.getRuntime().availableProcessors());
        anotherVirtualThreadRuns();
        anotherVirtualThreadRuns();
    }

    @Test
    void neitherDoFarMoreOfThemThanThereAreProcessors() throws InterruptedException {
        begin(300);
        anotherVirtualThreadRuns();
        anotherVirtualThreadRuns();
    }

    @Test
    void oneThatIsKnownToBehaveWellGetsThreadsThatCostLittle() throws InterruptedException {
        assertFalse(runsOnAVirtualThread());
        for (int call = 0; call < 1_000; call++) {
            var _ = runsOnAVirtualThread();
        }
        assertTrue(runsOnAVirtualThread());
    }

    private boolean runsOnAVirtualThread() throws InterruptedException {
        var seen = new boolean[1];
        var _ =
                guard.within(
                        LONG,
                        "on",
                        "on web",
                        this,
                        () -> seen[0] = Thread.currentThread().isVirtual());
        return seen[0];
    }

    @Test
    void oneThatComputesUntilItsTimeIsUpIsAtFaultEvenIfItEndsThen() throws InterruptedException {
        GuardedCall call =
                guard.call(
                        "await",
                        "ready web",
                        this,
                        () -> {
                            while (!Thread.interrupted()) {
                                Thread.onSpinWait();
                            }
                            throw new InterruptedException();
                        });
        calls.add(call);
        assertEquals(null, call.begin());
        while (call.ticksBusy() < 3) {
            Thread.onSpinWait();
        }
        call.timeIsUp();
        assertTrue(call.ends(LONG));
        var figures = guard.figures("busy");
        assertEquals(1, figures == null ? 0 : figures.faults());
    }

    @Test
    void whenSomeDoNotLetGoNoMoreAreBegun() throws InterruptedException {
        begin(Meter.MOST_HOGGING);
        Outcome outcome = new Outcome.Done();
        while (outcome instanceof Outcome.Done) {
            outcome = guard.within(LONG, "on", "on web", this, () -> {});
        }
        assertEquals("4 calls of plugin busy do not let go of their processors", outcome.trouble());
    }
}
