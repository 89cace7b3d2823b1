package dev.reeve.supervisor.core.engine;

import dev.reeve.supervisor.api.event.Event;
import dev.reeve.supervisor.api.model.Work;
import dev.reeve.supervisor.api.spi.LifecycleHook.HookContext;
import dev.reeve.supervisor.api.spi.LifecycleHook.Moment;
import dev.reeve.supervisor.api.spi.Preparation;
import dev.reeve.supervisor.api.spi.ReadyStrategy;
import dev.reeve.supervisor.api.state.Reason;
import dev.reeve.supervisor.core.engine.Message.Observation;
import dev.reeve.supervisor.core.kernel.Child;
import dev.reeve.supervisor.core.kernel.Kernel;
import dev.reeve.supervisor.core.plan.ServicePlan;
import dev.reeve.supervisor.core.plan.ServicePlan.NamedHook;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
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
    private static final Duration LAST_MOMENT = Duration.ofSeconds(5);

    private final Kernel kernel;
    private final Consumer<Input> inbox;
    private final ExecutorService virtual = Executors.newVirtualThreadPerTaskExecutor();
    private final ConcurrentHashMap<String, CompletableFuture<Void>> lines =
            new ConcurrentHashMap<>();

    HookCalls(Kernel kernel, Consumer<Input> inbox) {
        this.kernel = kernel;
        this.inbox = inbox;
    }

    /// One piece of work in a service's line.
    @FunctionalInterface
    private interface Task {
        void run() throws InterruptedException;
    }

    /// Calls `pre_start` and prepares; answers `Prepared` or `PrepareFailed`.
    void prepare(ServicePlan plan, ActiveRun active) {
        inLine(plan.spec().name(), () -> prepared(plan, active));
    }

    /// Asks the ready strategy; answers `ReadyPassed` or `ReadyFailed`.
    void awaitReady(ServicePlan plan, ActiveRun active) {
        ReadyStrategy strategy = plan.ready();
        Child child = active.child();
        var policy = plan.spec().ready();
        if (strategy == null || child == null || policy == null) {
            throw new IllegalStateException(plan.spec().name() + " has no ready strategy");
        }
        var run =
                new SeenRun(
                        plan.spec().name(),
                        active.run(),
                        child,
                        directory(plan),
                        policy.interval(),
                        kernel);
        Thread thread =
                Thread.ofVirtual()
                        .name("ready " + run.service())
                        .unstarted(() -> asked(strategy, policy.strategy().kind(), run, active));
        thread.setContextClassLoader(strategy.getClass().getClassLoader());
        if (active.begin(thread)) {
            thread.start();
        }
    }

    /// Calls hooks; what they throw is an event.
    void call(ServicePlan plan, Effect.CallHooks call) {
        inLine(
                call.service(),
                () -> {
                    for (Moment moment : call.moments()) {
                        var context =
                                new HookContext(
                                        call.service(), call.run(), call.pid(), call.reason());
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

    private void prepared(ServicePlan plan, ActiveRun active) {
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
            String failed = prepare(plan.ready(), new Prepares(plan, active));
            active.say(
                    failed == null
                            ? new Observation.Prepared(run)
                            : new Observation.PrepareFailed(
                                    run, Reason.of(Reason.Code.SPAWN_FAILED, failed)));
        } catch (InterruptedException released) {
            // The run is over before it has begun, and the engine knows; the line goes on.
        }
    }

    private static @Nullable String prepare(@Nullable ReadyStrategy strategy, Prepares what)
            throws InterruptedException {
        if (strategy == null) {
            return null;
        }
        String failed =
                PluginCalls.within(
                        LIMIT, "prepare " + what.service(), strategy, () -> strategy.prepare(what));
        return failed == null ? null : "cannot prepare `" + what.service() + "`: " + failed;
    }

    private @Nullable String called(
            ServicePlan plan, NamedHook hook, Moment moment, HookContext context)
            throws InterruptedException {
        String name = "hook " + hook.name() + " " + context.service();
        String failed =
                PluginCalls.within(LIMIT, name, hook.hook(), () -> hook.hook().on(moment, context));
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

    private static void asked(ReadyStrategy strategy, String kind, SeenRun run, ActiveRun active) {
        try {
            strategy.await(run);
            active.say(new Observation.ReadyPassed(run.run()));
        } catch (Throwable thrown) {
            if (!active.released()) {
                String text = "not ready: " + kind + ": " + PluginCalls.words(thrown);
                active.say(new Observation.ReadyFailed(run.run(), text));
            }
        }
    }

    private static Path directory(ServicePlan plan) {
        return switch (plan.spec().work()) {
            case Work.ChildProcess process -> process.directory();
            case Work.Session _, Work.Other _ ->
                    throw new IllegalStateException(plan.spec().name() + " is no process");
        };
    }

    /// What a ready strategy may do before the spawn.
    private final class Prepares implements Preparation {
        private final ServicePlan plan;
        private final ActiveRun active;

        Prepares(ServicePlan plan, ActiveRun active) {
            this.plan = plan;
            this.active = active;
        }

        @Override
        public String service() {
            return plan.spec().name();
        }

        @Override
        public int run() {
            return active.run();
        }

        @Override
        public void makePipe(Path path) throws IOException {
            kernel.makePipe(path);
        }

        @Override
        public String makeSocket() throws IOException {
            throw new IOException("no sockets yet");
        }

        @Override
        public void setEnvironment(String name, String value) {
            active.environment(name, value);
        }
    }
}
