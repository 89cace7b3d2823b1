package dev.reeve.supervisor.core.engine;

import dev.reeve.supervisor.api.model.Work;
import dev.reeve.supervisor.core.engine.Message.Observation;
import dev.reeve.supervisor.core.kernel.Child;
import dev.reeve.supervisor.core.kernel.Kernel;
import dev.reeve.supervisor.core.kernel.Spawn;
import dev.reeve.supervisor.core.kernel.SpawnRequest;
import dev.reeve.supervisor.core.plan.ServicePlan;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/// Does what the engine wants done: spawns and signals on a few platform threads, since those calls
/// hold on to their thread; plugins on virtual ones. Reports back by messages only.
public final class EffectRunner implements Consumer<Effect>, AutoCloseable {
    private final Kernel kernel;
    private final Printing printing;
    private final Map<String, ServicePlan> plans;
    private final Map<String, String> inherited;
    private final String token;
    private final Consumer<Input> inbox;
    private final Map<String, ActiveRun> runs = new ConcurrentHashMap<>();
    private final ExecutorService spawners;
    private final ExecutorService killers;
    private final HookCalls hooks;

    /// @param inherited the environment that services inherit
    /// @param token tells this supervisor's children from those of others
    public EffectRunner(
            Kernel kernel,
            Printing printing,
            Map<String, ServicePlan> plans,
            Map<String, String> inherited,
            String token,
            Consumer<Input> inbox) {
        this.kernel = kernel;
        this.printing = printing;
        this.plans = Map.copyOf(plans);
        this.inherited = Map.copyOf(inherited);
        this.token = token;
        this.inbox = inbox;
        this.spawners =
                Executors.newFixedThreadPool(
                        Math.clamp(Runtime.getRuntime().availableProcessors(), 1, 4),
                        Thread.ofPlatform().daemon().name("spawner-", 1).factory());
        this.killers =
                Executors.newCachedThreadPool(
                        Thread.ofPlatform().daemon().name("killer-", 1).factory());
        this.hooks = new HookCalls(kernel, inbox);
    }

    /// The child of a service's present run, and its number.
    public @Nullable Running running(String service) {
        ActiveRun run = runs.get(service);
        Child child = run == null ? null : run.child();
        return run == null || child == null ? null : new Running(run.run(), child);
    }

    /// Every service's present run that has a child, by bare name.
    public Map<String, Running> running() {
        var running = new HashMap<String, Running>();
        for (String service : runs.keySet()) {
            Running run = running(service);
            if (run != null) {
                running.put(service, run);
            }
        }
        return running;
    }

    /// A run that has a child.
    public record Running(int run, Child child) {}

    @Override
    public void accept(Effect effect) {
        switch (effect) {
            case Effect.Prepare(String service, int run) ->
                    hooks.prepare(plan(service), begun(service, run));
            case Effect.Spawn(String service, int run) -> {
                ActiveRun active = begun(service, run);
                spawners.execute(() -> spawn(plan(service), active));
            }
            case Effect.AwaitReady(String service, int run) ->
                    hooks.awaitReady(plan(service), begun(service, run));
            case Effect.SendSignal(String service, int run, var signal) ->
                    withChild(service, run, spawners, child -> child.signal(signal));
            case Effect.Kill(String service, int run) ->
                    withChild(service, run, killers, Child::kill);
            case Effect.CallHooks call -> hooks.call(plan(call.service()), call);
            case Effect.Release(String service, int run) -> release(service, run);
            case Effect.Answer(var to, var replies) -> to.completeAsync(() -> replies);
            case Effect.Tell(var to, boolean held) -> to.completeAsync(() -> held);
            case Effect.Remind _, Effect.StopEverything _, Effect.Exit _ ->
                    throw new IllegalArgumentException("not an effect on the world: " + effect);
        }
    }

    /// Ends what is at work. Hooks that are still called get a moment to end.
    @Override
    public void close() {
        hooks.close();
        spawners.shutdown();
        killers.shutdown();
    }

    private ServicePlan plan(String service) {
        ServicePlan plan = plans.get(service);
        if (plan == null) {
            throw new IllegalStateException("no plan for " + service);
        }
        return plan;
    }

    private ActiveRun begun(String service, int run) {
        return runs.compute(
                service,
                (_, before) ->
                        before != null && before.run() == run
                                ? before
                                : new ActiveRun(service, run, inbox));
    }

    private void spawn(ServicePlan plan, ActiveRun active) {
        String service = plan.spec().name();
        int run = active.run();
        if (!(plan.spec().work() instanceof Work.ChildProcess process)) {
            throw new IllegalStateException(service + " is no process");
        }
        Printing.Streams streams;
        try {
            streams = printing.open(service, run, plan.spec().logs());
        } catch (IOException failed) {
            String text = "cannot open the output of `" + service + "`: " + failed.getMessage();
            active.say(new Observation.SpawnFailed(run, text, true));
            return;
        }
        var request =
                new SpawnRequest(
                        process.command(),
                        process.directory(),
                        environment(process, service, active),
                        process.settings(),
                        streams.stdout(),
                        streams.stderr());
        switch (kernel.spawn(request, active::spawned, active::told)) {
            case Spawn.Spawned _ -> {}
            case Spawn.Refused(String text, boolean passing) ->
                    active.say(new Observation.SpawnFailed(run, text, passing));
        }
    }

    private Map<String, String> environment(
            Work.ChildProcess process, String service, ActiveRun active) {
        var environment = new HashMap<String, String>();
        if (process.inheritEnvironment()) {
            environment.putAll(inherited);
        }
        environment.putAll(process.environment());
        environment.putAll(active.environment());
        environment.put("REEVE_RUN", token + ":" + service + ":" + active.run());
        return environment;
    }

    private void withChild(String service, int run, ExecutorService threads, Consumer<Child> what) {
        ActiveRun active = runs.get(service);
        Child child = active == null || active.run() != run ? null : active.child();
        if (child != null) {
            threads.execute(() -> what.accept(child));
        }
    }

    private void release(String service, int run) {
        ActiveRun active = runs.get(service);
        if (active != null && active.run() == run && runs.remove(service, active)) {
            active.release();
        }
        spawners.execute(() -> printing.ended(service, run));
    }
}
