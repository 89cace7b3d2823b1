package dev.reeve.supervisor.launcher.verb;

import dev.reeve.supervisor.launcher.Failure;
import dev.reeve.supervisor.launcher.client.Client;
import dev.reeve.supervisor.launcher.client.Standing;
import dev.reeve.supervisor.launcher.client.Watch;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// Waits until services are healthy. The supervisor is asked to say so, since not every look at
/// their health is an event; meanwhile the events tell whether waiting still makes sense.
final class HealthWait {
    /// The longest that the API waits.
    private static final Duration A_DAY = Duration.ofDays(1);

    private final Client client;
    private final CompletableFuture<Boolean> outcome = new CompletableFuture<>();

    HealthWait(Client client) {
        this.client = client;
    }

    /// Returns when all are healthy.
    ///
    /// @param names as requests name them
    /// @param hopeless of whom nobody can expect it any more
    /// @param done takes the name of each that is healthy, in the order in which that is so
    void on(
            List<String> names,
            Duration timeout,
            Predicate<Standing> hopeless,
            Consumer<String> done)
            throws Failure {
        var left = new AtomicInteger(names.size());
        try (var watch = Watch.begin(client)) {
            watch.standings().values().forEach(now -> giveUpOn(now, hopeless));
            Thread.ofVirtual().start(() -> look(watch, hopeless));
            for (String name : names) {
                Thread.ofVirtual().start(() -> ask(name, timeout, left, done));
            }
            outcome.get();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof Failure failure) {
                throw failure;
            }
            throw new IllegalStateException("a wait has failed", failed.getCause());
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw Failure.of(Failure.FAILED, "interrupted");
        }
    }

    /// @return how long to wait where nothing is said
    static Duration longest() {
        return A_DAY;
    }

    private void ask(String name, Duration timeout, AtomicInteger left, Consumer<String> done) {
        double seconds = Math.min(timeout.toMillis(), A_DAY.toMillis()) / 1000.0;
        String path = "/v1/services/" + Client.escaped(name) + "/wait?for=healthy&timeout=";
        try {
            client.get(path + seconds);
            synchronized (this) {
                done.accept(name);
            }
            if (left.decrementAndGet() == 0) {
                outcome.complete(true);
            }
        } catch (Failure failure) {
            outcome.completeExceptionally(failure);
        }
    }

    private void look(Watch watch, Predicate<Standing> hopeless) {
        try {
            Collection<Standing> moved = watch.next();
            while (!moved.isEmpty()) {
                moved.forEach(now -> giveUpOn(now, hopeless));
                moved = watch.next();
            }
            outcome.completeExceptionally(
                    Failure.of(Failure.NOBODY_ANSWERS, "the supervisor has ended"));
        } catch (Failure failure) {
            outcome.completeExceptionally(failure);
        }
    }

    private void giveUpOn(Standing now, Predicate<Standing> hopeless) {
        if (hopeless.test(now)) {
            outcome.completeExceptionally(
                    Failure.of(Failure.FAILED, "cannot wait any longer: " + now.line()));
        }
    }
}
