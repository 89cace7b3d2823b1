package dev.reeve.supervisor.core.engine;

import dev.reeve.supervisor.api.event.Event;
import dev.reeve.supervisor.api.spi.LifecycleHook;
import dev.reeve.supervisor.api.spi.LifecycleHook.HookContext;
import dev.reeve.supervisor.api.spi.LifecycleHook.Moment;
import dev.reeve.supervisor.api.state.Reason;
import dev.reeve.supervisor.core.engine.Message.Observation;
import dev.reeve.supervisor.core.guard.Guard;
import dev.reeve.supervisor.core.plan.ServicePlan;
import dev.reeve.supervisor.core.plan.ServicePlan.NamedHook;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/// The hooks of runs. Those of one service are called one after another, in the order in which the
/// engine wanted them.
final class HookCalls {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final Duration QUESTION = Duration.ofSeconds(1);
    private static final Duration LAST_MOMENT = Duration.ofSeconds(5);

    private final Guard guard;
    private final ReadyCalls ready;
    private final Consumer<Input> inbox;
    private final ExecutorService virtual;
    private final ConcurrentHashMap<String, CompletableFuture<Void>> lines =
            new ConcurrentHashMap<>();

    /// @param ready what prepares for a run when its hooks have been called
    /// @param virtual where the lines are worked off
    HookCalls(Guard guard, ReadyCalls ready, ExecutorService virtual, Consumer<Input> inbox) {
        this.guard = guard;
        this.ready = ready;
        this.virtual = virtual;
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
            String failed = ready.prepare(active);
            active.say(
                    failed == null
                            ? new Observation.Prepared(run)
                            : new Observation.PrepareFailed(
                                    run, Reason.of(Reason.Code.SPAWN_FAILED, failed)));
        } catch (InterruptedException released) {
            // The run is over before it has begun, and the engine knows; the line goes on.
        }
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
}
