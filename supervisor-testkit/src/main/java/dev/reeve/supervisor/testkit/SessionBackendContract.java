package dev.reeve.supervisor.testkit;

import dev.reeve.supervisor.api.spi.SessionBackend;
import dev.reeve.supervisor.api.spi.SessionBackend.Session;
import dev.reeve.supervisor.api.spi.SessionException;
import dev.reeve.supervisor.api.state.Liveness;

import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Optional;

/// What every session backend promises. Extend it, and supply yours.
public abstract class SessionBackendContract {
    private static final Duration SHORT = Duration.ofMillis(200);
    private static final Duration SOON = Duration.ofSeconds(1);

    /// For those who extend it.
    protected SessionBackendContract() {}

    /// A backend whose system is there and lets us in.
    protected abstract SessionBackend online() throws Exception;

    /// A backend whose system is not there.
    protected abstract SessionBackend offline() throws Exception;

    /// A backend whose system does not answer for longer than a minute, where there can be one.
    protected Optional<SessionBackend> unanswered() throws Exception {
        return Optional.empty();
    }

    @Test
    void aSessionThatIsOpenIsOnline() throws Exception {
        try (Session session = online().open(new FakeOpening())) {
            Assertions.assertEquals(Liveness.Status.ONLINE, session.check().status());
        }
    }

    @Test
    void eachOpenGivesASessionOfItsOwn() throws Exception {
        SessionBackend backend = online();
        try (Session first = backend.open(new FakeOpening())) {
            backend.open(new FakeOpening()).close();
            Assertions.assertEquals(Liveness.Status.ONLINE, first.check().status());
        }
    }

    @Test
    void closingAgainDoesNothing() throws Exception {
        Session session = online().open(new FakeOpening());
        session.close();
        session.close();
    }

    @Test
    void aSystemThatIsNotThereIsOffline() throws Exception {
        SessionBackend backend = offline();
        SessionException failure =
                Assertions.assertThrows(
                        SessionException.class, () -> backend.open(new FakeOpening()).close());
        Assertions.assertEquals(Liveness.Status.OFFLINE, failure.status());
        String why = failure.getMessage();
        Assertions.assertTrue(why != null && !why.isBlank(), "it does not say why");
    }

    @Test
    void anInterruptEndsAnOpenSoon() throws Exception {
        Optional<SessionBackend> unanswered = unanswered();
        Assumptions.assumeTrue(unanswered.isPresent(), "this backend never takes long");
        Task open = Task.start("open", () -> unanswered.get().open(new FakeOpening()).close());
        open.assertGoesOnFor(SHORT);
        open.interrupt();
        Assertions.assertTrue(open.endsWithin(SOON), "still opens a second after an interrupt");
    }

    @Test
    void noThreadIsLeftOnceItIsClosed() throws Exception {
        Threads before = Threads.now();
        Session session = online().open(new FakeOpening());
        session.check();
        session.close();
        before.assertNobodyElseAfter(SOON);
    }
}
