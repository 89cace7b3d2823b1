package dev.reeve.supervisor.testkit;

import dev.reeve.supervisor.api.spi.ReadyStrategy;

import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// What every ready strategy promises. Extend it, and supply yours.
public abstract class ReadyStrategyContract {
    private static final Duration LONG = Duration.ofSeconds(10);
    private static final Duration SHORT = Duration.ofMillis(200);
    private static final Duration SOON = Duration.ofSeconds(1);

    @TempDir Path folder;

    /// For those who extend it.
    protected ReadyStrategyContract() {}

    /// A strategy for one service, and what its child would do.
    ///
    /// @param directory the service's own, empty
    protected abstract Given given(Path directory) throws Exception;

    /// A strategy under test.
    public interface Given extends AutoCloseable {
        ReadyStrategy strategy();

        /// Does what the child does to be ready. May block; has a thread of its own.
        void becomesReady(FakeReadyRun run) throws Exception;

        /// Takes back what ends with the child, and only that: a file stays, a port does not.
        default void ends() throws IOException {}

        @Override
        default void close() throws IOException {
            ends();
        }
    }

    @Test
    void isReadyOnceTheChildIsAndNotBefore() throws Exception {
        try (Given given = given(directory("one"))) {
            FakeReadyRun run = spawn(given, "one", 1);
            Task waiting = await(given, run);
            waiting.assertGoesOnFor(SHORT);
            Task child = child(given, run);
            waiting.assertDoneWithin(LONG);
            child.assertDoneWithin(LONG);
        }
    }

    @Test
    void isReadyWhenTheChildWasFaster() throws Exception {
        try (Given given = given(directory("one"))) {
            FakeReadyRun run = spawn(given, "one", 1);
            Task child = child(given, run);
            child.endsWithin(SHORT);
            await(given, run).assertDoneWithin(LONG);
            child.assertDoneWithin(LONG);
        }
    }

    @Test
    void whatMadeOneRunReadyDoesNotMakeTheNextOneReady() throws Exception {
        try (Given given = given(directory("one"))) {
            for (int number = 1; number <= 3; number++) {
                FakeReadyRun run = spawn(given, "one", number);
                Task waiting = await(given, run);
                waiting.assertGoesOnFor(SHORT);
                child(given, run).assertDoneWithin(LONG);
                waiting.assertDoneWithin(LONG);
                given.ends();
            }
        }
    }

    @Test
    void anInterruptEndsTheWaitSoon() throws Exception {
        try (Given given = given(directory("one"))) {
            Task waiting = await(given, spawn(given, "one", 1));
            waiting.assertGoesOnFor(SHORT);
            interruptAndLeave(waiting);
        }
    }

    @Test
    void noThreadIsLeftAfterwards() throws Exception {
        Threads before = Threads.now();
        try (Given given = given(directory("one"))) {
            Task interrupted = await(given, spawn(given, "one", 1));
            interrupted.assertGoesOnFor(SHORT);
            interruptAndLeave(interrupted);

            FakeReadyRun run = spawn(given, "one", 2);
            Task waiting = await(given, run);
            child(given, run).assertDoneWithin(LONG);
            waiting.assertDoneWithin(LONG);
        }
        before.assertNobodyElseAfter(SOON);
    }

    /// Whether it goes on with a run that is ready or not, it ends with the run.
    @Test
    void theWatchEndsWithTheRun() throws Exception {
        Threads before = Threads.now();
        try (Given given = given(directory("one"))) {
            FakeReadyRun run = spawn(given, "one", 1);
            Task waiting = await(given, run);
            child(given, run).assertDoneWithin(LONG);
            waiting.assertDoneWithin(LONG);
            Task watch = Task.start("watch", () -> given.strategy().watch(run));
            watch.endsWithin(SHORT);
            watch.interrupt();
            Assertions.assertTrue(watch.endsWithin(SOON), "still watches a second after the end");
        }
        before.assertNobodyElseAfter(SOON);
    }

    @Test
    void twoServicesDoNotDisturbEachOther() throws Exception {
        try (Given one = given(directory("one"));
                Given two = given(directory("two"))) {
            FakeReadyRun first = spawn(one, "one", 1);
            FakeReadyRun second = spawn(two, "two", 1);
            Task waitingForFirst = await(one, first);
            Task waitingForSecond = await(two, second);
            child(one, first).assertDoneWithin(LONG);
            waitingForFirst.assertDoneWithin(LONG);
            waitingForSecond.assertGoesOnFor(SHORT);
            child(two, second).assertDoneWithin(LONG);
            waitingForSecond.assertDoneWithin(LONG);
        }
    }

    private FakeReadyRun spawn(Given given, String service, int run) throws Exception {
        given.strategy().prepare(new FakePreparation(service, run));
        return new FakeReadyRun(service, run, directory(service));
    }

    private static Task await(Given given, FakeReadyRun run) {
        return Task.start("await " + run.service(), () -> given.strategy().await(run));
    }

    private static Task child(Given given, FakeReadyRun run) {
        return Task.start("child of " + run.service(), () -> given.becomesReady(run));
    }

    private static void interruptAndLeave(Task waiting) {
        waiting.interrupt();
        Assertions.assertTrue(waiting.endsWithin(SOON), "still waits a second after an interrupt");
    }

    private Path directory(String service) throws Exception {
        return Files.createDirectories(folder.resolve(service));
    }
}
