package dev.reeve.supervisor.core.stats;

import dev.reeve.supervisor.core.guard.Guard;
import dev.reeve.supervisor.core.time.TimeSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Gives stats handlers their samples at their intervals, each on threads of its own, so that none
/// waits for another. Without a handler there is no thread and no work.
public final class Sampler implements AutoCloseable {
    private final List<Feeding> feedings = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();

    private Sampler() {}

    /// Begins.
    ///
    /// @param running the services that run, by bare name; called at each interval
    /// @param told gets what is wrong with a handler, one line for people; the same thing once,
    ///     until it has gone well again; called by any thread
    public static Sampler start(
            Guard guard,
            List<StatsFeed> feeds,
            StatsBoard board,
            TimeSource time,
            Supplier<Map<String, Running>> running,
            Consumer<String> told) {
        Sampler sampler = new Sampler();
        for (StatsFeed feed : feeds) {
            Feeding feeding = new Feeding(guard, feed, board.view(), time, running, told);
            sampler.feedings.add(feeding);
            sampler.threads.add(
                    Thread.ofVirtual().name("sample for " + feed.name()).start(feeding::run));
        }
        return sampler;
    }

    /// Ends, and closes the handlers; takes a few seconds at most. Idempotent.
    @Override
    public void close() {
        try {
            threads.forEach(Thread::interrupt);
            for (Thread thread : threads) {
                thread.join();
            }
            List<Thread> closing = new ArrayList<>();
            for (Feeding feeding : feedings) {
                closing.add(Thread.ofVirtual().start(() -> close(feeding)));
            }
            for (Thread thread : closing) {
                thread.join();
            }
        } catch (InterruptedException inAHurry) {
            Thread.currentThread().interrupt();
        }
        threads.clear();
        feedings.clear();
    }

    private static void close(Feeding feeding) {
        try {
            feeding.close();
        } catch (InterruptedException inAHurry) {
            Thread.currentThread().interrupt();
        }
    }
}
