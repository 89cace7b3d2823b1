package dev.reeve.supervisor.core.engine;

import dev.reeve.supervisor.api.event.Event;
import dev.reeve.supervisor.api.spi.LifecycleHook;
import dev.reeve.supervisor.api.spi.LifecycleHook.HookContext;
import dev.reeve.supervisor.api.spi.LifecycleHook.Moment;
import dev.reeve.supervisor.api.spi.ReadyStrategy;
import dev.reeve.supervisor.api.state.Reason;
import dev.reeve.supervisor.core.engine.Message.Observation;
import dev.reeve.supervisor.core.guard.Guard;
import dev.reeve.supervisor.core.guard.GuardedCall;
import dev.reeve.supervisor.core.guard.Outcome;
import dev.reeve.supervisor.core.guard.Thrown;
import dev.reeve.supervisor.core.guard.Work;
import dev.reeve.supervisor.core.kernel.Child;
import dev.reeve.supervisor.core.kernel.Kernel;
import dev.reeve.supervisor.core.plan.ServicePlan;
import dev.reeve.supervisor.core.plan.ServicePlan.NamedHook;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/// What plugins do for runs: hooks and ready strategies. The hooks of one service are called one
/// after another, in the order in which the engine wanted them.
final class HookCalls {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final Duration QUESTION = Duration.ofSeconds(1);
    private static final Duration LAST_MOMENT = Duration.ofSeconds(5);

    private final Guard guard;
    private final Kernel kernel;
    private final Path sockets;
    private final Consumer<Input> inbox;
    private final ExecutorService virtual = Executors.newVirtualThreadPerTaskExecutor();
    private final ConcurrentHashMap<String, CompletableFuture<Void>> lines =
            new ConcurrentHashMap<>();

    /// @param sockets where sockets for messages are made
    HookCalls(Guard guard, Kernel kernel, Path sockets, Consumer<Input> inbox) {
        this.guard = guard;
        this.kernel = kernel;
        this.sockets = sockets;
        this.inbox = inbox;
    }

    /// One piece of work in a service's line.
    @FunctionalInterface
    private interface Task {
        void run() throws InterruptedException;
    }

    /// Calls `pre_start` and prepares; answers `Prepared` or `PrepareFailed`.
    void prepare(ActiveRun active) {
        inLine(active.plan().name(), () -> prepared(active));
    }

    /// Lets the ready strategy prepare for a run that lives already; whatever goes wrong is told,
    /// and then less is heard of the run.
    void rejoin(ActiveRun active) throws InterruptedException {
        String failed = prepare(active.plan().ready(), new Prepares(active, kernel, sockets));
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
            }
        }
    }

    /// A strategy that has not prepared for the run, since another had, does that first.
    private void begin(ActiveRun active) {
        if (active.prepared()) {
            ask(active);
            return;
        }
        virtual.execute(
                () -> {
                    try {
                        rejoin(active);
                        ask(active);
                    } catch (InterruptedException ending) {
                        Thread.currentThread().interrupt();
                    }
                });
    }

    private void ask(ActiveRun active) {
        ReadyStrategy strategy = strategy(active);
        SeenRun run = seen(active);
        int turn = active.asks();
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

    /// Calls hooks; what they throw is an event.
    void call(Effect.CallHooks call) {
        ServicePlan plan = call.plan();
        inLine(
                plan.name(),
                () -> {
                    for (Moment moment : call.moments()) {
                        var context =
                                new HookContext(plan.name(), call.run(), call.pid(), call.reason());
                        for (NamedHook hook : plan.hooks()) {
                            called(plan, hook, moment, context);
                        }
                    }
                });
    }

    /// Waits a moment for what is in line, and ends.
    void close() {
        CompletableFuture<?>[] open = lines.values().toArray(CompletableFuture<?>[]::new);
        try {
            CompletableFuture.allOf(open).get(LAST_MOMENT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException | ExecutionException late) {
            // They had their moment; the process ends with or without them.
        }
        virtual.shutdownNow();
    }

    private void inLine(String service, Task work) {
        lines.compute(
                service,
                (_, before) -> {
                    var line =
                            before == null ? CompletableFuture.<Void>completedFuture(null) : before;
                    return line.handleAsync(
                            (_, _) -> {
                                try {
                                    work.run();
                                } catch (InterruptedException stopped) {
                                    Thread.currentThread().interrupt();
                                }
                                return null;
                            },
                            virtual);
                });
    }

    private void prepared(ActiveRun active) {
        ServicePlan plan = active.plan();
        int run = active.run();
        if (!active.begin(Thread.currentThread())) {
            return;
        }
        try {
            var context = new HookContext(plan.spec().name(), run, null, null);
            for (NamedHook hook : plan.hooks()) {
                String failed = called(plan, hook, Moment.PRE_START, context);
                if (failed != null) {
                    String text = "hook " + hook.name() + " failed at pre_start: " + failed;
                    var reason = Reason.of(Reason.Code.HOOK_FAILED, text);
                    active.say(new Observation.PrepareFailed(run, reason));
                    return;
                }
            }
            String failed = prepare(plan.ready(), new Prepares(active, kernel, sockets));
            active.say(
                    failed == null
                            ? new Observation.Prepared(run)
                            : new Observation.PrepareFailed(
                                    run, Reason.of(Reason.Code.SPAWN_FAILED, failed)));
        } catch (InterruptedException released) {
            // The run is over before it has begun, and the engine knows; the line goes on.
        }
    }

    private @Nullable String prepare(@Nullable ReadyStrategy strategy, Prepares what)
            throws InterruptedException {
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

    private Duration limit(LifecycleHook hook, String name) throws InterruptedException {
        Duration limit = guard.ask(QUESTION, name, hook, hook::limit);
        return limit == null ? LIMIT : limit.compareTo(LONGEST) < 0 ? limit : LONGEST;
    }

    private @Nullable String called(
            ServicePlan plan, NamedHook hook, Moment moment, HookContext context)
            throws InterruptedException {
        String name = "hook " + hook.name() + " " + context.service();
        Duration limit = limit(hook.hook(), name);
        String failed =
                guard.within(limit, "on", name, hook.hook(), () -> hook.hook().on(moment, context))
                        .trouble();
        if (failed != null) {
            inbox.accept(
                    new Input.Happened(
                            new Event.HookFailed(
                                    plan.spec().key(),
                                    context.run(),
                                    hook.name(),
                                    moment.word(),
                                    failed)));
        }
        return failed;
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
