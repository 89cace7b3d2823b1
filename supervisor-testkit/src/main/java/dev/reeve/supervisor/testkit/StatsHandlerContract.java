package dev.reeve.supervisor.testkit;

import dev.reeve.supervisor.api.control.StatsSample;
import dev.reeve.supervisor.api.spi.StatsHandler;

import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What every stats handler promises. Extend it, and supply yours.
public abstract class StatsHandlerContract {
    private static final Instant MORNING = Instant.parse("2026-01-31T08:00:00Z");

    @TempDir Path folder;

    /// For those who extend it.
    protected StatsHandlerContract() {}

    /// A handler that has got nothing yet.
    ///
    /// @param directory where it may write, empty at first
    protected abstract StatsHandler handler(Path directory) throws Exception;

    /// A handler that takes longer than a minute for a batch, where there can be one.
    protected Optional<StatsHandler> held(Path directory) throws Exception {
        return Optional.empty();
    }

    /// The names of the services whose samples handlers made for this directory have got, in their
    /// order.
    protected abstract List<String> taken(Path directory) throws Exception;

    /// A sample of a service at a second of the morning, with plausible figures.
    protected static StatsSample sample(String service, int second) {
        Instant time = MORNING.plusSeconds(second);
        return new StatsSample(service, time, 1, 12.5, 99.9, 4096L * second, 1 << 20, 2, 8, 16);
    }

    @Test
    void takesBatchesInTheirOrder() throws Exception {
        try (StatsHandler handler = handler(folder)) {
            handler.accept(List.of(sample("a", 1), sample("b", 1)));
            handler.accept(List.of(sample("b", 2)));
            handler.accept(List.of(sample("a", 3), sample("b", 3)));
        }
        Assertions.assertEquals(List.of("a", "b", "b", "a", "b"), taken(folder));
    }

    @Test
    void whatWasAcceptedIsNotLostWithoutAClose() throws Exception {
        StatsHandler handler = handler(folder);
        handler.accept(List.of(sample("a", 1)));
        Assertions.assertEquals(List.of("a"), taken(folder));
        handler.close();
    }

    @Test
    void anEmptyBatchIsNothing() throws Exception {
        try (StatsHandler handler = handler(folder)) {
            handler.accept(List.of());
            handler.accept(List.of(sample("a", 1)));
            handler.accept(List.of());
        }
        Assertions.assertEquals(List.of("a"), taken(folder));
    }

    @Test
    void closingAgainOrBeforeAnySampleDoesNothing() throws Exception {
        StatsHandler handler = handler(folder);
        handler.close();
        handler.close();
    }

    @Test
    void anInterruptEndsACallSoon() throws Exception {
        Optional<StatsHandler> held = held(folder);
        Assumptions.assumeTrue(held.isPresent(), "this handler waits for nobody");
        StatsHandler handler = held.get();
        Task call = Task.start("accept", () -> handler.accept(List.of(sample("a", 1))));
        call.assertGoesOnFor(Duration.ofMillis(200));
        call.interrupt();
        Assertions.assertTrue(
                call.endsWithin(Duration.ofSeconds(1)),
                "still goes on a second after an interrupt");
        handler.close();
    }

    @Test
    void noThreadIsLeftOnceItIsClosed() throws Exception {
        Threads before = Threads.now();
        StatsHandler handler = handler(folder);
        handler.accept(List.of(sample("a", 1)));
        handler.close();
        before.assertNobodyElseAfter(Duration.ofSeconds(1));
    }
}
