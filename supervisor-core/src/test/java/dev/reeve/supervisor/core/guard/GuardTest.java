package dev.reeve.supervisor.core.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reeve.supervisor.api.control.PluginFigures.Calls;
import dev.reeve.supervisor.core.time.TimeSource;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;

/// A plugin that behaves badly is named, and after a while called no more.
@Timeout(60)
class GuardTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(20);

    private final BlockingQueue<Guard.Misbehaviour> told = new LinkedBlockingQueue<>();
    private final CountDownLatch end = new CountDownLatch(1);
    private final Guard guard = guard();

    private Guard guard() {
        var made = new Guard(loader -> loader == mine() ? "bad" : null, TimeSource.system(), SHORT);
        made.tell(told::add);
        return made;
    }

    @AfterEach
    void letGo() {
        end.countDown();
        guard.close();
    }

    private static ClassLoader mine() {
        return GuardTest.class.getClassLoader();
    }

    private Outcome call(String verb, Duration limit, Work work) throws InterruptedException {
        return guard.within(limit, verb, verb + " web", this, work);
    }

    private Outcome call(Work work) throws InterruptedException {
        return call("on", LONG, work);
    }

    private Calls figures() {
        Calls figures = guard.figures("bad");
        assertNotNull(figures);
        return figures;
    }

    /// Goes on whatever happens, until the test ends.
    private void deaf() {
        boolean over = false;
        while (!over) {
            try {
                end.await();
                over = true;
            } catch (InterruptedException ignored) {
                // Not listening is what it is for.
            }
        }
    }

    private static void fails() {
        throw new NullPointerException("the thing is null");
    }

    @Test
    void aGoodCallIsCounted() throws InterruptedException {
        assertNull(call(() -> {}).trouble());
        assertEquals(1, figures().made());
        assertEquals(0, figures().running());
        assertEquals(0, figures().failed());
    }

    @Test
    void whatIsNobodysPluginHasItsTimeLimitAndIsNotCounted() throws InterruptedException {
        Outcome outcome = guard.within(SHORT, "on", "on web", "text", end::await);
        assertEquals("did not end within 20 ms", outcome.trouble());
        assertNull(guard.figures("bad"));
    }

    @Test
    void aCallGetsTheClassLoaderOfItsProduct() throws InterruptedException {
        var seen = new ArrayList<ClassLoader>();
        var _ = call(() -> seen.add(Thread.currentThread().getContextClassLoader()));
        assertEquals(List.of(mine()), seen);
    }

    @Test
    void onlyAMistakeOfThePluginIsAFault() throws InterruptedException {
        assertTrue(Thrown.isFault(new AssertionError()));
        assertTrue(Thrown.isFault(new NullPointerException()));
        assertTrue(Thrown.isFault(new RuntimeException("boom")));
        assertTrue(Thrown.isFault(new CompletionException(new ClassCastException())));
        assertFalse(Thrown.isFault(new IOException("refused")));
        assertFalse(Thrown.isFault(new IllegalStateException("not now")));
        assertFalse(Thrown.isFault(new UncheckedIOException(new IOException("refused"))));
        assertFalse(Thrown.isFault(new CompletionException(new IOException("refused"))));
    }

    @Test
    void whatIsThrownIsKeptAsAShortText() {
        assertEquals("IOException", Thrown.words(new IOException()));
        assertEquals("AssertionError: no", Thrown.words(new AssertionError("no")));
        assertEquals(1_001, Thrown.words(new IOException("x".repeat(100_000))).length());
        assertEquals("Hostile", Thrown.words(new Hostile()));
    }

    /// Even to ask it is dangerous.
    private static class Hostile extends RuntimeException {
        private static final long serialVersionUID = 1;

        @Override
        public String getMessage() {
            throw new StackOverflowError();
        }
    }

    @Test
    void afterFiveFaultsItIsCutOffAndNamedOnce() throws InterruptedException {
        for (int fault = 1; fault <= 5; fault++) {
            assertInstanceOf(Outcome.Failed.class, call(GuardTest::fails));
        }
        var refused = assertInstanceOf(Outcome.Refused.class, call(() -> {}));
        String why = "cut off after 5 faults, the last: on web: the thing is null";
        assertEquals("plugin bad is " + why, refused.text());
        assertEquals(new Guard.Misbehaviour("bad", why, true), told.take());
        assertTrue(told.isEmpty());
        assertEquals(why, figures().cutOff());
        assertEquals(5, figures().failed());
        assertEquals(1, figures().refused());
    }

    @Test
    void aGoodCallInBetweenStartsTheCountAnew() throws InterruptedException {
        for (int fault = 1; fault <= 20; fault++) {
            var _ = call(GuardTest::fails);
            if (fault % 4 == 0) {
                var _ = call(() -> {});
            }
        }
        assertNull(figures().cutOff());
        assertTrue(told.isEmpty());
    }

    /// A ready strategy that prepares nothing does so without a mistake each time.
    @Test
    void goodCallsOfAnotherKindDoNotMakeUpForFaults() throws InterruptedException {
        for (int fault = 1; fault <= 5; fault++) {
            var _ = call("prepare", LONG, () -> {});
            var _ = call("await", LONG, GuardTest::fails);
        }
        assertNotNull(figures().cutOff());
    }

    @Test
    void oneThatIsToBeKeptIsToldOfAndCalledAgain() throws InterruptedException {
        guard.policy(new FaultPolicy(FaultPolicy.OnFault.KEEP, 2));
        for (int fault = 1; fault <= 4; fault++) {
            var _ = call(GuardTest::fails);
        }
        assertNull(call(() -> {}).trouble());
        String why = "2 faults without a good call in between, the last: on web: the thing is null";
        assertEquals(new Guard.Misbehaviour("bad", why, false), told.take());
        assertTrue(told.isEmpty());
    }

    @Test
    void oneThatIsForgivenIsCalledAgain() throws InterruptedException {
        for (int fault = 1; fault <= 5; fault++) {
            var _ = call(GuardTest::fails);
        }
        guard.forgive("bad");
        assertNull(call(() -> {}).trouble());
        assertEquals(0, figures().faults());
        assertEquals(6, figures().made());
    }

    @Test
    void aCallWhoseTimeIsUpIsInterruptedAndThatIsNoFaultOfOneThatListens()
            throws InterruptedException {
        GuardedCall call = guard.call("on", "on web", this, end::await);
        assertEquals("did not end within 20 ms", call.within(SHORT).trouble());
        assertTrue(call.ends(LONG));
        assertEquals(1, figures().overran());
        assertEquals(0, figures().faults());
        assertEquals(0, figures().failed());
    }

    @Test
    void oneThatGoesOnAfterItWasInterruptedIsAFault() throws InterruptedException {
        guard.policy(new FaultPolicy(FaultPolicy.OnFault.DISABLE, 1));
        var _ = call("on", SHORT, this::deaf);
        assertEquals(
                "cut off after 1 faults, the last: on web: has not ended 20 ms after it was"
                        + " interrupted",
                told.take().text());
        assertEquals(1, figures().running());
    }

    @Test
    void callsThatDoNotEndAreNotJoinedByEverMore() throws InterruptedException {
        guard.policy(new FaultPolicy(FaultPolicy.OnFault.KEEP, Meter.MOST_ABANDONED));
        for (int call = 1; call <= Meter.MOST_ABANDONED; call++) {
            var _ = call("on", SHORT, this::deaf);
        }
        var _ = told.take();
        assertEquals(
                "16 calls of plugin bad do not end although they were interrupted",
                call(() -> {}).trouble());
        end.countDown();
        while (figures().running() > 0) {
            Thread.onSpinWait();
        }
        assertNull(call(() -> {}).trouble());
    }

    /// What a call has held can go as soon as it has ended, whoever still holds the call.
    @Test
    void aCallThatHasEndedHoldsOnToNothing() throws Exception {
        GuardedCall call = guard.call("on", "on web", this, GuardTest::fails);
        var _ = call.within(LONG);
        for (var field : GuardedCall.class.getDeclaredFields()) {
            field.setAccessible(true);
            Object value = field.get(call);
            assertFalse(value instanceof Work || value instanceof ClassLoader, field.getName());
            if (value instanceof Thread thread) {
                thread.join();
                assertNull(thread.getContextClassLoader());
            }
        }
    }
}
