package dev.reeve.supervisor.core.engine;

import dev.reeve.supervisor.api.event.Event;
import dev.reeve.supervisor.api.spi.ReadyStrategy;
import dev.reeve.supervisor.core.engine.Message.Observation;
import dev.reeve.supervisor.core.guard.Guard;
import dev.reeve.supervisor.core.guard.GuardedCall;
import dev.reeve.supervisor.core.guard.Outcome;
import dev.reeve.supervisor.core.guard.Thrown;
import dev.reeve.supervisor.core.guard.Work;
import dev.reeve.supervisor.core.kernel.Child;
import dev.reeve.supervisor.core.kernel.Kernel;
import dev.reeve.supervisor.core.plan.ServicePlan;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;

/// What ready strategies do for runs: they prepare, are asked, and hear more. A strategy that takes
/// the place of another goes on with the run.
final class ReadyCalls {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Guard guard;
    private final Kernel kernel;
    private final Path sockets;
    private final ExecutorService virtual;
    private final Consumer<Input> inbox;

    /// @param sockets where sockets for messages are made
    /// @param virtual where it is waited for what has to be done first
    ReadyCalls(
            Guard guard,
            Kernel kernel,
            Path sockets,
            ExecutorService virtual,
            Consumer<Input> inbox) {
        this.guard = guard;
        this.kernel = kernel;
        this.sockets = sockets;
        this.virtual = virtual;
        this.inbox = inbox;
    }

    /// Lets the ready strategy prepare for a run.
    ///
    /// @return what went wrong, in words, or null
    @Nullable String prepare(ActiveRun active) throws InterruptedException {
        ReadyStrategy strategy = active.plan().ready();
        var what = new Prepares(active, kernel, sockets);
        if (strategy == null) {
            return null;
        }
        String failed =
                guard.within(
                                LIMIT,
                                "prepare",
                                "prepare " + what.service(),
                                strategy,
                                () -> strategy.prepare(what))
                        .trouble();
        return failed == null ? null : "cannot prepare `" + what.service() + "`: " + failed;
    }

    /// Lets the ready strategy prepare for a run that lives already; whatever goes wrong is told,
    /// and then less is heard of the run.
    void rejoin(ActiveRun active) throws InterruptedException {
        String failed = prepare(active);
        if (failed != null) {
            happened(active, failed);
        }
    }

    /// Asks the ready strategy; answers `ReadyPassed` or `ReadyFailed`. Then lets it hear more.
    void awaitReady(ActiveRun active) {
        begin(active);
    }

    /// Lets the ready strategy hear more of a run that is ready already.
    void watch(ActiveRun active) {
        if (active.plan().ready() != null) {
            active.passes();
            begin(active);
        }
    }

    /// Lets other plugins go on with what those that it had are doing.
    void refit(ActiveRun active, ServicePlan plan) {
        GuardedCall before = active.refit(plan);
        if (before != null) {
            before.interrupt();
            if (plan.ready() != null) {
                begin(active);
            } else if (!active.passed()) {
                // Nobody has to be asked any more.
                active.say(new Observation.ReadyPassed(active.run()));
            }
        }
    }

    /// A strategy that has not prepared for the run, since another had, does that first.
    private void begin(ActiveRun active) {
        int turn = active.asks();
        if (active.prepared()) {
            ask(active, turn);
            return;
        }
        virtual.execute(
                () -> {
                    try {
                        rejoin(active);
                        if (active.hears(turn)) {
                            ask(active, turn);
                        }
                    } catch (InterruptedException ending) {
                        Thread.currentThread().interrupt();
                    }
                });
    }

    private void ask(ActiveRun active, int turn) {
        ReadyStrategy strategy = strategy(active);
        SeenRun run = seen(active);
        if (active.passed()) {
            watch(strategy, run, active, turn);
            return;
        }
        Work asks =
                () -> {
                    asked(strategy, run, active, turn);
                    watch(strategy, run, active, turn);
                };
        GuardedCall call = guard.call("await", "ready " + run.service(), strategy, asks);
        if (active.begin(call)) {
            Outcome.Refused refused = call.begin();
            if (refused != null) {
                active.say(new Observation.ReadyFailed(run.run(), kind(active) + refused.text()));
            }
        }
    }

    private void watch(ReadyStrategy strategy, SeenRun run, ActiveRun active, int turn) {
        if (!active.hears(turn)) {
            return;
        }
        GuardedCall call =
                guard.call(
                        "watch",
                        "watch " + run.service(),
                        strategy,
                        () -> watched(strategy, run, active, turn));
        if (active.begin(call)) {
            Outcome.Refused refused = call.begin();
            if (refused != null) {
                happened(active, "nothing more is heard of it: " + refused.text());
            }
        }
    }

    private static ReadyStrategy strategy(ActiveRun active) {
        ReadyStrategy strategy = active.plan().ready();
        if (strategy == null) {
            throw new IllegalStateException(active.plan().name() + " has no ready strategy");
        }
        return strategy;
    }

    private SeenRun seen(ActiveRun active) {
        Child child = active.child();
        var policy = active.plan().spec().ready();
        if (child == null || policy == null) {
            throw new IllegalStateException(active.plan().name() + " cannot be asked");
        }
        return new SeenRun(active, child, policy.interval(), active.readyOutput(), kernel);
    }

    private static void asked(ReadyStrategy strategy, SeenRun run, ActiveRun active, int turn)
            throws Exception {
        try {
            strategy.await(run);
        } catch (Throwable thrown) {
            if (active.hears(turn)) {
                active.say(new Observation.ReadyFailed(run.run(), lastWords(active, thrown)));
            }
            throw thrown;
        }
        if (active.hears(turn)) {
            active.passes();
            active.say(new Observation.ReadyPassed(run.run()));
        }
    }

    /// What was still missing, where the strategy has said so.
    private static String lastWords(ActiveRun active, Throwable thrown) {
        boolean silent =
                thrown instanceof InterruptedException
                        && (thrown.getMessage() == null
                                || thrown.getMessage().equals("sleep interrupted"));
        return silent ? "" : kind(active) + Thrown.words(thrown);
    }

    private static String kind(ActiveRun active) {
        var policy = active.plan().spec().ready();
        return policy == null ? "" : policy.strategy().kind() + ": ";
    }

    private void watched(ReadyStrategy strategy, SeenRun run, ActiveRun active, int turn)
            throws Exception {
        try {
            strategy.watch(run);
        } catch (Throwable thrown) {
            if (active.hears(turn)) {
                happened(active, "nothing more is heard of it: " + Thrown.words(thrown));
            }
            throw thrown;
        }
    }

    private void happened(ActiveRun active, String text) {
        inbox.accept(
                new Input.Happened(
                        new Event.ErrorOccurred(active.plan().spec().key(), active.run(), text)));
    }
}
