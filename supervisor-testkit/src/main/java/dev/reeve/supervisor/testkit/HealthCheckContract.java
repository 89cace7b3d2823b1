package dev.reeve.supervisor.testkit;

import dev.reeve.supervisor.api.spi.HealthCheck;
import dev.reeve.supervisor.api.state.Health;

import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

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
        void becomesWell(FakeReadyRun run) throws Exception;

        /// Makes the service ill.
        void becomesIll(FakeReadyRun run) throws Exception;

        @Override
        default void close() throws IOException {}
    }

    @Test
    void followsTheServiceFromWellToIllAndBack() throws Exception {
        FakeReadyRun run = run("one");
        try (Given given = given(directory("one"))) {
            given.becomesWell(run);
            assertWell(given, run);
            given.becomesIll(run);
            assertIll(given, run);
            given.becomesWell(run);
            assertWell(given, run);
        }
    }

    @Test
    void looksAgainAndAgainAtWhatDoesNotChange() throws Exception {
        FakeReadyRun run = run("one");
        try (Given given = given(directory("one"))) {
            given.becomesWell(run);
            for (int look = 0; look < 3; look++) {
                assertWell(given, run);
            }
            given.becomesIll(run);
            for (int look = 0; look < 3; look++) {
                assertIll(given, run);
            }
        }
    }

    @Test
    void twoServicesDoNotDisturbEachOther() throws Exception {
        FakeReadyRun first = run("one");
        FakeReadyRun second = run("two");
        try (Given one = given(directory("one"));
                Given two = given(directory("two"))) {
            one.becomesWell(first);
            two.becomesIll(second);
            assertWell(one, first);
            assertIll(two, second);
            assertWell(one, first);
        }
    }

    /// A check that hangs is interrupted: it ends then, has not found the service well, and leaves
    /// nobody behind.
    @Test
    void anInterruptEndsItSoon() throws Exception {
        Threads before = Threads.now();
        Optional<HealthCheck> unanswered = unanswered(directory("one"));
        Assumptions.assumeTrue(unanswered.isPresent(), "this check never takes long");
        AtomicReference<Health> seen = new AtomicReference<>(Health.UNKNOWN);
        Task look =
                Task.start("check", () -> seen.set(unanswered.get().check(run("one")).health()));
        look.assertGoesOnFor(SHORT);
        look.interrupt();
        Assertions.assertTrue(look.endsWithin(SOON), "still looks a second after an interrupt");
        Assertions.assertNotEquals(Health.HEALTHY, seen.get(), "it has seen nothing");
        before.assertNobodyElseAfter(SOON);
    }

    @Test
    void noThreadIsLeftAfterwards() throws Exception {
        Threads before = Threads.now();
        FakeReadyRun run = run("one");
        try (Given given = given(directory("one"))) {
            given.becomesWell(run);
            assertWell(given, run);
            given.becomesIll(run);
            assertIll(given, run);
        }
        before.assertNobodyElseAfter(SOON);
    }

    private static void assertWell(Given given, FakeReadyRun run) throws Exception {
        HealthCheck.Answer answer = given.check().check(run);
        Assertions.assertEquals(Health.HEALTHY, answer.health(), answer.detail());
    }

    private static void assertIll(Given given, FakeReadyRun run) {
        String why;
        try {
            HealthCheck.Answer answer = given.check().check(run);
            Assertions.assertEquals(Health.UNHEALTHY, answer.health(), answer.detail());
            why = answer.detail();
        } catch (Exception failed) {
            why = failed.getMessage();
        }
        Assertions.assertTrue(why != null && !why.isBlank(), "it does not say why");
    }

    private FakeReadyRun run(String service) throws IOException {
        return new FakeReadyRun(service, 1, directory(service));
    }

    private Path directory(String service) throws IOException {
        return Files.createDirectories(folder.resolve(service));
    }
}
