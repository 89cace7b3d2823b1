package dev.reeve.supervisor.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reeve.supervisor.api.event.Event;
import dev.reeve.supervisor.api.event.EventFilter;
import dev.reeve.supervisor.api.event.RecordedEvent;
import dev.reeve.supervisor.api.model.PluginUse;
import dev.reeve.supervisor.api.spi.EventSubscriber;
import dev.reeve.supervisor.core.event.Journal;
import dev.reeve.supervisor.core.event.Retention;
import dev.reeve.supervisor.core.guard.Guard;
import dev.reeve.supervisor.core.plan.Plan.NamedSubscriber;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

@Timeout(60)
class SubscriptionsTest {
    private static final Duration MOMENT = Duration.ofMillis(50);
    private static final Subscriptions.Limits PATIENT =
            new Subscriptions.Limits(MOMENT, Duration.ofSeconds(30), MOMENT);

    private final Journal journal = new Journal(new Retention(10_000, 10_000));
    private final List<String> told = new CopyOnWriteArrayList<>();

    private Subscriptions serve(Subscriptions.Limits limits, EventSubscriber... subscribers) {
        var named = new CopyOnWriteArrayList<NamedSubscriber>();
        for (EventSubscriber subscriber : subscribers) {
            named.add(new NamedSubscriber(PluginUse.of("s" + named.size()), subscriber));
        }
        return new Subscriptions(Guard.ofNone(), named, journal, told::add, limits);
    }

    private void happens(String status) {
        journal.append(List.of(new Event.SupervisorChanged(status, status)), Instant.EPOCH);
    }

    private static void await(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
    }

    private void end(Subscriptions subscriptions) {
        journal.close();
        subscriptions.close();
    }

    @Test
    void whatHappenedBeforeItIsNotForIt() {
        happens("before");
        var got = new CopyOnWriteArrayList<RecordedEvent>();
        Subscriptions subscriptions = serve(PATIENT, got::addAll);
        happens("after");
        end(subscriptions);
        assertEquals(List.of(2L), got.stream().map(RecordedEvent::seq).toList());
    }

    @Test
    void itGetsWhatItWantsOnly() {
        var got = new CopyOnWriteArrayList<RecordedEvent>();
        var picky =
                new EventSubscriber() {
                    @Override
                    public void accept(List<RecordedEvent> events) {
                        got.addAll(events);
                    }

                    @Override
                    public EventFilter wanted() {
                        return EventFilter.of(Set.of("error"));
                    }
                };
        Subscriptions subscriptions = serve(PATIENT, picky);
        happens("running");
        journal.append(List.of(new Event.ErrorOccurred(null, null, "no")), Instant.EPOCH);
        end(subscriptions);
        assertEquals(List.of(2L), got.stream().map(RecordedEvent::seq).toList());
    }

    @Test
    void oneThatCannotSayWhatItWantsIsToldOfAndGetsAll() {
        var got = new CopyOnWriteArrayList<RecordedEvent>();
        var undecided =
                new EventSubscriber() {
                    @Override
                    public void accept(List<RecordedEvent> events) {
                        got.addAll(events);
                    }

                    @Override
                    public EventFilter wanted() {
                        throw new IllegalStateException("who knows");
                    }
                };
        Subscriptions subscriptions = serve(PATIENT, undecided);
        happens("running");
        end(subscriptions);
        assertEquals(List.of("event subscriber s0 failed: who knows"), told);
        assertEquals(1, got.size());
    }

    @Test
    void aFailureIsToldOnceUntilItHasGoneWellAgain() {
        var calls = new AtomicInteger();
        var well = new AtomicInteger();
        Subscriptions subscriptions =
                serve(
                        PATIENT,
                        events -> {
                            int call = calls.incrementAndGet();
                            if (events.getFirst().event().text().equals("bad")) {
                                throw new IllegalStateException("call " + call);
                            }
                            well.incrementAndGet();
                        });
        happens("bad");
        await(() -> calls.get() == 1);
        happens("bad");
        await(() -> calls.get() == 2);
        happens("good");
        await(() -> well.get() == 1);
        happens("bad");
        end(subscriptions);
        assertEquals(
                List.of("event subscriber s0 failed: call 1", "event subscriber s0 failed: call 4"),
                told);
    }

    @Test
    void oneThatHangsIsToldOfAndIsNotCalledAgainBeforeItHasEnded() {
        var end = new CountDownLatch(1);
        var at = new AtomicInteger();
        var most = new AtomicInteger();
        var calls = new AtomicInteger();
        Subscriptions subscriptions =
                serve(
                        PATIENT,
                        _ -> {
                            most.accumulateAndGet(at.incrementAndGet(), Math::max);
                            calls.incrementAndGet();
                            Diary.Deaf.until(end);
                            at.decrementAndGet();
                        });
        happens("first");
        await(() -> !told.isEmpty());
        happens("second");
        happens("third");
        end.countDown();
        await(() -> at.get() == 0);
        happens("fourth");
        end(subscriptions);
        assertEquals(1, most.get(), "two calls at one time");
        assertTrue(calls.get() >= 2, "what happened later is for it again");
        assertTrue(
                told.getFirst().startsWith("event subscriber s0 failed: did not end"),
                told::toString);
    }

    @Test
    void manyThatHangCostTheEndNoMoreThanOne() {
        var end = new CountDownLatch(1);
        EventSubscriber deaf = _ -> Diary.Deaf.until(end);
        var limits =
                new Subscriptions.Limits(Duration.ofSeconds(30), Duration.ofMillis(300), MOMENT);
        Subscriptions subscriptions = serve(limits, deaf, deaf, deaf, deaf, deaf, deaf, deaf, deaf);
        happens("running");
        long before = System.nanoTime();
        end(subscriptions);
        var took = Duration.ofNanos(System.nanoTime() - before);
        end.countDown();
        assertTrue(took.compareTo(Duration.ofSeconds(2)) < 0, took::toString);
    }

    @Test
    void oneWhoseTimeIsUpAtTheEndIsClosedAllTheSame() throws Exception {
        var closed = new CompletableFuture<Boolean>();
        var called = new CountDownLatch(1);
        var slow =
                new EventSubscriber() {
                    @Override
                    public void accept(List<RecordedEvent> events) throws InterruptedException {
                        called.countDown();
                        new CountDownLatch(1).await();
                    }

                    @Override
                    public void close() {
                        closed.complete(true);
                    }
                };
        var limits =
                new Subscriptions.Limits(Duration.ofSeconds(30), MOMENT, Duration.ofSeconds(5));
        Subscriptions subscriptions = serve(limits, slow);
        happens("running");
        called.await();
        end(subscriptions);
        assertTrue(closed.get(10, TimeUnit.SECONDS));
    }
}
