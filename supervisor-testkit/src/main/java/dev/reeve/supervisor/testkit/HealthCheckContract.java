package dev.reeve.supervisor.testkit;

import dev.reeve.supervisor.api.spi.HealthCheck;
import dev.reeve.supervisor.api.state.Health;

import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// What every health check promises. Extend it, and supply yours.
public abstract class HealthCheckContract {
    private static final Duration SHORT = Duration.ofMillis(200);
    private static final Duration SOON = Duration.ofSeconds(1);

    @TempDir Path folder;

    /// For those who extend it.
    protected HealthCheckContract() {}

    /// A check of one service, and how to make that well or ill.
    ///
    /// @param directory the service's own, empty
    protected abstract Given given(Path directory) throws Exception;

    /// A check of a service that does not answer for longer than a minute, where there can be one.
    protected Optional<HealthCheck> unanswered(Path directory) throws Exception {
        return Optional.empty();
    }

    /// A check under test. Its service is neither well nor ill at first.
    public interface Given extends AutoCloseable {
        HealthCheck check();

        /// Makes the service well.
        void becomesWell() throws Exception;

        /// Makes the service ill.
        void becomesIll() throws Exception;

        @Override
        default void close() throws IOException {}
    }

    @Test
    void followsTheServiceFromWellToIllAndBack() throws Exception {
        try (Given given = given(folder)) {
            given.becomesWell();
            assertWell(given.check());
            given.becomesIll();
            assertIll(given.check());
            given.becomesWell();
            assertWell(given.check());
        }
    }

    @Test
    void anInterruptEndsItSoon() throws Exception {
        Optional<HealthCheck> unanswered = unanswered(folder);
        Assumptions.assumeTrue(unanswered.isPresent(), "this check never takes long");
        Task look = Task.start("check", () -> unanswered.get().check(run()));
        look.assertGoesOnFor(SHORT);
        look.interrupt();
        Assertions.assertTrue(look.endsWithin(SOON), "still looks a second after an interrupt");
    }

    @Test
    void noThreadIsLeftAfterwards() throws Exception {
        Threads before = Threads.now();
        try (Given given = given(folder)) {
            given.becomesWell();
            assertWell(given.check());
        }
        before.assertNobodyElseAfter(SOON);
    }

    private void assertWell(HealthCheck check) throws Exception {
        HealthCheck.Answer answer = check.check(run());
        Assertions.assertEquals(Health.HEALTHY, answer.health(), answer.detail());
    }

    private void assertIll(HealthCheck check) {
        String why;
        try {
            HealthCheck.Answer answer = check.check(run());
            Assertions.assertEquals(Health.UNHEALTHY, answer.health(), answer.detail());
            why = answer.detail();
        } catch (Exception failed) {
            why = failed.getMessage();
        }
        Assertions.assertTrue(why != null && !why.isBlank(), "it does not say why");
    }

    private FakeReadyRun run() {
        return new FakeReadyRun("one", 1, folder);
    }
}
