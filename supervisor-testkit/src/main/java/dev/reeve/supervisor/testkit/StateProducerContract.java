package dev.reeve.supervisor.testkit;

import dev.reeve.supervisor.api.activity.OperationThread.Status;
import dev.reeve.supervisor.api.spi.StateProducer;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// What every state producer promises. Extend it, and supply yours.
public abstract class StateProducerContract {
    private static final Duration LONG = Duration.ofSeconds(10);
    private static final Duration SOON = Duration.ofSeconds(1);

    @TempDir Path folder;

    /// For those who extend it.
    protected StateProducerContract() {}

    /// What is told of, and what tells it.
    public interface Given {
        /// The producer; asked for once.
        StateProducer producer() throws Exception;

        /// Makes something happen that it tells of.
        void somethingHappens() throws Exception;

        /// Makes an operation begin that goes on until it is ended, where there can be such a one.
        ///
        /// @return whether what belongs to it goes on
        default Optional<BooleanSupplier> anOperationBegins() throws Exception {
            return Optional.empty();
        }
    }

    /// A producer that has told nothing yet.
    ///
    /// @param directory where it may write, empty at first
    protected abstract Given given(Path directory) throws Exception;

    /// A producer that has begun.
    private record Begun(Given given, FakeActivities told, AutoCloseable end) {
        static Begun of(Given given) throws Exception {
            var told = new FakeActivities();
            var end = new AtomicReference<@Nullable AutoCloseable>();
            StateProducer producer = given.producer();
            Task.start("start", () -> end.set(producer.start(new FakeSupervisor(), told)))
                    .assertDoneWithin(LONG);
            AutoCloseable product = end.get();
            Assertions.assertNotNull(product, "nothing ends it");
            return new Begun(given, told, product);
        }

        void close() {
            Task.start("close", end::close).assertDoneWithin(LONG);
        }
    }

    @Test
    void tellsWhatHappensOnceItHasBegun() throws Exception {
        Begun begun = Begun.of(given(folder));
        int before = begun.told().count();
        begun.given().somethingHappens();
        await("nothing was told", () -> begun.told().count() > before);
        begun.close();
    }

    @Test
    void tellsNothingAnyMoreOnceItIsClosed() throws Exception {
        Begun begun = Begun.of(given(folder));
        begun.close();
        int before = begun.told().count();
        begun.given().somethingHappens();
        Assertions.assertEquals(before, begun.told().count());
    }

    @Test
    void closingAgainDoesNothing() throws Exception {
        Begun begun = Begun.of(given(folder));
        begun.close();
        int before = begun.told().count();
        begun.close();
        Assertions.assertEquals(before, begun.told().count());
    }

    @Test
    void whatIsKilledIsCancelledAndAKillAgainOrAfterTheCloseDoesNothing() throws Exception {
        Begun begun = Begun.of(given(folder));
        Optional<BooleanSupplier> goesOn = begun.given().anOperationBegins();
        if (goesOn.isEmpty()) {
            begun.close();
        }
        Assumptions.assumeTrue(goesOn.isPresent(), "this producer has no operations");
        await("no operation goes on", () -> going(begun.told()).isPresent());
        Runnable kill = going(begun.told()).orElseThrow().kill();
        Assertions.assertTrue(goesOn.get().getAsBoolean(), "it has ended before it was killed");
        Task.start("kill", kill::run).assertDoneWithin(LONG);
        await("what was killed goes on", () -> !goesOn.get().getAsBoolean());
        Task.start("kill", kill::run).assertDoneWithin(LONG);
        begun.close();
        Task.start("kill", kill::run).assertDoneWithin(LONG);
    }

    private static Optional<FakeActivities.Operation> going(FakeActivities told) {
        return told.operations().values().stream()
                .filter(operation -> operation.status() == Status.ACTIVE)
                .findFirst();
    }

    @Test
    void noThreadIsLeftOnceItIsClosed() throws Exception {
        Threads before = Threads.now();
        Begun begun = Begun.of(given(folder));
        begun.given().somethingHappens();
        begun.close();
        before.assertNobodyElseAfter(SOON);
    }

    private static void await(String otherwise, BooleanSupplier condition) {
        long end = System.nanoTime() + LONG.toNanos();
        while (!condition.getAsBoolean()) {
            Assertions.assertTrue(System.nanoTime() < end, otherwise);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }
}
