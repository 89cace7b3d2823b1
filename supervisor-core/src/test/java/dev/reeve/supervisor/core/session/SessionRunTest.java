package dev.reeve.supervisor.core.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reeve.supervisor.api.control.Supervisor;
import dev.reeve.supervisor.api.model.ServiceKey;
import dev.reeve.supervisor.api.spi.Opening;
import dev.reeve.supervisor.api.spi.Report;
import dev.reeve.supervisor.api.spi.SessionBackend;
import dev.reeve.supervisor.api.spi.SessionBackend.Session;
import dev.reeve.supervisor.api.spi.SessionException;
import dev.reeve.supervisor.api.state.Liveness;
import dev.reeve.supervisor.api.state.Liveness.Status;
import dev.reeve.supervisor.core.guard.Guard;
import dev.reeve.supervisor.core.time.TimeSource;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/// One opening of a session, with backends that behave badly.
class SessionRunTest {
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Duration SHORT = Duration.ofMillis(50);

    private final LinkedBlockingQueue<String> told = new LinkedBlockingQueue<>();

    /// A session that counts, and waits where it is told to.
    private static class Counted implements Session {
        final AtomicInteger closed = new AtomicInteger();
        final AtomicInteger checked = new AtomicInteger();
        final CountDownLatch check = new CountDownLatch(1);
        volatile Status status = Status.ONLINE;

        @Override
        public Liveness check() throws Exception {
            checked.incrementAndGet();
            check.await();
            return new Liveness(status, "looked at", null);
        }

        @Override
        public void close() throws IOException {
            closed.incrementAndGet();
        }
    }

    private SessionRun run(SessionBackend backend) {
        return new SessionRun(
                Guard.ofNone(),
                "s",
                backend,
                TimeSource.system(),
                new SessionListener() {
                    @Override
                    public void opened(Liveness liveness) {
                        told.add("opened " + liveness.status().word());
                    }

                    @Override
                    public void refused(Liveness why) {
                        told.add("refused " + why.status().word() + ": " + why.detail());
                    }

                    @Override
                    public void lost(Liveness why) {
                        told.add("lost " + why.status().word());
                    }

                    @Override
                    public void closed() {
                        told.add("closed");
                    }

                    @Override
                    public void failed(String text) {
                        told.add("failed: " + text);
                    }
                });
    }

    private static final Opening OPENING =
            new Opening() {
                @Override
                public ServiceKey service() {
                    return new ServiceKey("session", "manifest", "s");
                }

                @Override
                public int run() {
                    return 1;
                }

                @Override
                public Supervisor supervisor() {
                    throw new AssertionError("not asked");
                }

                @Override
                public void report(Report report) {}

                @Override
                public void lost(SessionException why) {}
            };

    private String next() throws InterruptedException {
        String one = told.poll(20, TimeUnit.SECONDS);
        return one == null ? "nothing" : one;
    }

    /// Opened, and said to be so.
    private SessionRun open(Session session) throws InterruptedException {
        SessionRun run = run(_ -> session);
        run.open(OPENING, LONG, null);
        assertEquals("opened online", next());
        return run;
    }

    private static void uninterruptibly(CountDownLatch latch) {
        while (true) {
            try {
                latch.await();
                return;
            } catch (InterruptedException ignored) {
                // As a backend does that does not care.
            }
        }
    }

    @Test
    void aSessionIsClosedOnceWhetherItIsAliveOrNot() throws Exception {
        var session = new Counted();
        session.status = Status.OFFLINE;
        SessionRun run = open(session);
        run.close();
        run.close();
        assertEquals("closed", next());
        assertEquals(1, session.closed.get());
        assertNull(run.as(Counted.class));
        assertNull(run.credentials());
    }

    @Test
    void oneThatCannotBeClosedIsClosedAllTheSameAndThatIsTold() throws Exception {
        SessionRun run =
                open(
                        new Counted() {
                            @Override
                            public void close() throws IOException {
                                throw new IOException("no way");
                            }
                        });
        run.close();
        assertEquals("failed: cannot be closed: no way", next());
        assertEquals("closed", next());
    }

    @Test
    void whoHangsInClosingIsNotWaitedForWhenItIsGivenUp() throws Exception {
        var never = new CountDownLatch(1);
        SessionRun run =
                open(
                        new Counted() {
                            @Override
                            public void close() {
                                uninterruptibly(never);
                            }
                        });
        run.close();
        assertNull(told.poll());
        run.abandon();
        assertEquals("closed", next());
        never.countDown();
    }

    @Test
    void anOpeningHasItsTimeAndWhatComesLaterIsClosed() throws Exception {
        var late = new CountDownLatch(1);
        var given = new CompletableFuture<Boolean>();
        SessionRun run =
                run(
                        _ -> {
                            uninterruptibly(late);
                            return new Counted() {
                                @Override
                                public void close() {
                                    given.complete(true);
                                }
                            };
                        });
        run.open(OPENING, SHORT, null);
        assertEquals("refused offline: not connected within 50 ms", next());
        assertTrue(run.stillOpens());
        late.countDown();
        assertTrue(given.get(20, TimeUnit.SECONDS));
        assertNull(run.as(Counted.class));
    }

    @Test
    void whileAnOpeningHangsNoOtherIsTried() throws Exception {
        var late = new CountDownLatch(1);
        SessionRun hangs =
                run(
                        _ -> {
                            uninterruptibly(late);
                            return new Counted();
                        });
        hangs.open(OPENING, SHORT, null);
        assertTrue(next().startsWith("refused offline"));
        SessionRun second = run(_ -> new Counted());
        second.open(OPENING, LONG, hangs);
        assertEquals(
                "refused unknown: an earlier opening has not ended although its time was up",
                next());
        late.countDown();
    }

    @Test
    void whoNoLongerWantsItInterruptsTheOpening() throws Exception {
        var begun = new CountDownLatch(1);
        SessionRun run =
                run(
                        _ -> {
                            begun.countDown();
                            new CountDownLatch(1).await();
                            throw new AssertionError("not interrupted");
                        });
        run.open(OPENING, LONG, null);
        begun.await();
        run.close();
        assertEquals("closed", next());
    }

    @Test
    void whatWasRefusedIsClosedAtOnce() throws Exception {
        SessionRun run =
                run(
                        _ -> {
                            throw new SessionException(Status.UNAUTHORIZED, "who are you", null);
                        });
        run.open(OPENING, LONG, null);
        assertEquals("refused unauthorized: who are you", next());
        run.close();
        assertEquals("closed", next());
    }

    @Test
    void manyWhoLookAtOnceMakeOneLook() throws Exception {
        var session = new Counted();
        SessionRun run = open(session);
        var looks = IntStream.range(0, 20).mapToObj(_ -> run.check(LONG)).toList();
        session.check.countDown();
        for (var look : looks) {
            assertEquals(Status.ONLINE, look.get(20, TimeUnit.SECONDS).status());
        }
        assertEquals(1, session.checked.get());
    }

    @Test
    void aLookThatHangsIsOverWhenItsTimeIsAndHoldsUpNobody() throws Exception {
        var session = new Counted();
        SessionRun run = open(session);
        Liveness seen = run.check(SHORT).get(20, TimeUnit.SECONDS);
        assertEquals(Status.OFFLINE, seen.status());
        assertEquals("the check did not end within 50 ms", seen.detail());
        assertSame(session, run.as(Counted.class));
        run.close();
        assertEquals("closed", next());
    }

    @Test
    void theCloserNeedNotWaitForALook() throws Exception {
        SessionRun run = open(new Counted());
        var look = run.check(LONG);
        run.close();
        assertEquals("closed", next());
        assertTrue(!look.isDone());
    }

    @Test
    void whatIsLostBeforeItIsKnownToBeOpenIsTold() throws Exception {
        var opened = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        SessionRun run =
                run(
                        _ -> {
                            opened.countDown();
                            go.await();
                            return new Counted();
                        });
        run.open(OPENING, LONG, null);
        opened.await();
        run.lost(new Liveness(Status.OFFLINE, "gone already", null));
        go.countDown();
        assertEquals("opened online", next());
        assertEquals("lost offline", next());
    }
}
