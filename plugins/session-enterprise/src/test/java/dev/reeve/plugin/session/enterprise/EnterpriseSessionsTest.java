package dev.reeve.plugin.session.enterprise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reeve.supervisor.api.spi.Opening;
import dev.reeve.supervisor.api.spi.Report;
import dev.reeve.supervisor.api.spi.SessionBackend;
import dev.reeve.supervisor.api.spi.SessionBackend.Session;
import dev.reeve.supervisor.api.spi.SessionException;
import dev.reeve.supervisor.api.spi.SessionFactory;
import dev.reeve.supervisor.api.state.Liveness;
import dev.reeve.supervisor.api.state.Liveness.Status;
import dev.reeve.supervisor.testkit.FakeOpening;
import dev.reeve.supervisor.testkit.FakePlanContext;
import dev.reeve.supervisor.testkit.FakeSupervisor;
import dev.reeve.supervisor.testkit.SessionBackendContract;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

class EnterpriseSessionsTest extends SessionBackendContract {
    private static final Liveness ONLINE = new Liveness(Status.ONLINE, "pinged", null);

    /// What a factory was asked for.
    private record Asked(String source, String name, Map<String, Object> options) {}

    private record Made(Asked asked) implements Session {
        @Override
        public Liveness check() {
            return ONLINE;
        }

        @Override
        public void close() {}
    }

    private static final SessionFactory FACTORY =
            (source, name, options) -> new Made(new Asked(source, name, options));

    @Override
    protected SessionBackend online() {
        return beside(FACTORY, ONLINE);
    }

    @Override
    protected SessionBackend offline() {
        return beside(null, new Liveness(Status.OFFLINE, "connection refused", null));
    }

    @Override
    protected Optional<SessionBackend> unanswered() {
        var never = new CountDownLatch(1);
        return Optional.of(
                beside(
                        (_, _, _) -> {
                            never.await();
                            throw new AssertionError("nobody counts down");
                        },
                        ONLINE));
    }

    @Test
    void theFactoryIsToldForWhomAndWithWhat() throws Exception {
        var opening = opening(FACTORY, ONLINE);
        try (var made = (Made) backend().open(opening)) {
            assertEquals(new Asked("manifest", "report", Map.of("schema", "sales")), made.asked());
        }
        assertEquals(List.of(new Report.Details(Map.of("factory", "db"))), opening.reports());
    }

    @Test
    void theFactoryIsNeededToo() {
        assertEquals(
                List.of("db"),
                new EnterpriseSessions().requires(new EnterpriseOptions("db", Map.of())));
        assertThrows(IllegalArgumentException.class, () -> new EnterpriseOptions(" ", Map.of()));
    }

    @ParameterizedTest
    @EnumSource(names = "ONLINE", mode = EnumSource.Mode.EXCLUDE)
    void aFactoryThatIsNotOpenDecidesByItsOwnLiveness(Status status) {
        var failure = refused(null, new Liveness(status, "no ping", null));
        assertEquals(status, failure.status());
        assertEquals(
                "Failed to create enterprise session for report: its factory `db` is "
                        + status.word()
                        + ": no ping",
                failure.getMessage());
    }

    @ParameterizedTest
    @EnumSource(names = "ONLINE", mode = EnumSource.Mode.EXCLUDE)
    void whatTheFactoryRefusesKeepsItsCategory(Status status) {
        var why = new SessionException(status, "token expired", null);
        SessionFactory refusing =
                (_, _, _) -> {
                    throw why;
                };
        var failure = refused(refusing, ONLINE);
        assertEquals(status, failure.status());
        assertEquals(
                "Failed to create enterprise session for report: token expired",
                failure.getMessage());
        assertSame(why, failure.getCause());
    }

    @Test
    void whatElseAFactoryThrowsIsUnknown() {
        SessionFactory broken =
                (_, _, _) -> {
                    throw new IllegalStateException("seven");
                };
        var failure = refused(broken, ONLINE);
        assertEquals(Status.UNKNOWN, failure.status());
        assertTrue(failure.getMessage().endsWith("seven"), failure.getMessage());
    }

    @Test
    void aSessionThatMakesNoneIsMisconfigured() {
        var failure = refused("a connection, not a factory", ONLINE);
        assertEquals(Status.MISCONFIGURED, failure.status());
        assertEquals(
                "Failed to create enterprise session for report: the session of `db` makes no"
                        + " sessions",
                failure.getMessage());
    }

    private static SessionException refused(@Nullable Object factory, Liveness liveness) {
        var opening = opening(factory, liveness);
        return assertThrows(SessionException.class, () -> backend().open(opening).close());
    }

    private static SessionBackend backend() {
        return new EnterpriseSessions()
                .create(
                        new EnterpriseOptions("db", Map.of("schema", "sales")),
                        new FakePlanContext("report", Path.of("/")));
    }

    /// The contract's openings know no other service.
    private static SessionBackend beside(@Nullable SessionFactory factory, Liveness liveness) {
        SessionBackend backend = backend();
        return (Opening _) -> backend.open(opening(factory, liveness));
    }

    private static FakeOpening opening(@Nullable Object factory, Liveness liveness) {
        var supervisor = new FakeSupervisor();
        supervisor.session("db", factory, liveness, Map.of());
        return new FakeOpening("report", supervisor);
    }
}
