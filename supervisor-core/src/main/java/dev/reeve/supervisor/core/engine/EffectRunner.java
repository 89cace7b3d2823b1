package dev.reeve.supervisor.core.engine;

import dev.reeve.supervisor.api.control.HealthAnswer;
import dev.reeve.supervisor.api.control.Supervisor;
import dev.reeve.supervisor.core.engine.Message.Observation;
import dev.reeve.supervisor.core.guard.Guard;
import dev.reeve.supervisor.core.kernel.AdoptRequest;
import dev.reeve.supervisor.core.kernel.Child;
import dev.reeve.supervisor.core.kernel.Kernel;
import dev.reeve.supervisor.core.plan.ServicePlan;
import dev.reeve.supervisor.core.time.TimeSource;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/// Does what the engine wants done: spawns and signals on a few platform threads, since those calls
/// hold on to their thread; plugins on virtual ones. Reports back by messages only.
public final class EffectRunner implements Consumer<Effect>, AutoCloseable {
    private final Printing printing;
    private final RunRecords ledger;
    private final Consumer<Input> inbox;
    private final TimeSource time;
    private final Map<String, ActiveRun> runs = new ConcurrentHashMap<>();
    private final ExecutorService spawners;
    private final ExecutorService killers;
    private final ExecutorService records;
    private final ExecutorService hands;
    private final ReadyCalls ready;
    private final HookCalls hooks;
    private final Spawning spawning;
    private final HealthCalls health;
    private final SessionCalls sessions;

    /// What services find around them.
    ///
    /// @param inherited the environment that services inherit
    /// @param instance tells this supervisor's children from those of others; holds no `:`
    /// @param life how many supervisors there have been of this instance, from 1
    /// @param sockets where sockets for messages are made
    /// @param told what a service is told about itself, by its bare name: asked before each run
    public record Surroundings(
            Map<String, String> inherited,
            String instance,
            int life,
            Path sockets,
            Function<String, Map<String, String>> told) {
        public Surroundings {
            inherited = Map.copyOf(inherited);
        }
    }

    /// @param guard stands before all plugins
    /// @param supervisor what sessions find beside them; asked for once there is one
    public EffectRunner(
            Guard guard,
            Kernel kernel,
            Printing printing,
            RunRecords ledger,
            Surroundings surroundings,
            TimeSource time,
            Consumer<Input> inbox,
            Supplier<Supervisor> supervisor) {
        this.printing = printing;
        this.ledger = ledger;
        this.inbox = inbox;
        this.time = time;
        this.spawners =
                Executors.newFixedThreadPool(
                        Math.clamp(Runtime.getRuntime().availableProcessors(), 1, 4),
                        Thread.ofPlatform().daemon().name("spawner-", 1).factory());
        this.killers =
                Executors.newCachedThreadPool(
                        Thread.ofPlatform().daemon().name("killer-", 1).factory());
        this.records =
                Executors.newSingleThreadExecutor(
                        Thread.ofPlatform().daemon().name("records").factory());
        this.hands =
                Executors.newSingleThreadExecutor(
                        Thread.ofPlatform().daemon().name("hands").factory());
        ExecutorService virtual = Executors.newVirtualThreadPerTaskExecutor();
        this.ready = new ReadyCalls(guard, kernel, surroundings.sockets(), virtual, inbox);
        this.hooks = new HookCalls(guard, ready, virtual, inbox);
        this.spawning = new Spawning(guard, kernel, printing, ledger, surroundings, ready, inbox);
        this.health = new HealthCalls(guard, kernel, time, inbox);
        this.sessions = new SessionCalls(guard, time, inbox, supervisor);
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

    /// How long the looks at the health of services took, by bare name.
    public Map<String, CheckTimes> checkTimes() {
        return health.times();
    }

    /// The sessions of services.
    public SessionCalls sessions() {
        return sessions;
    }

    /// A run that has a child.
    public record Running(int run, Child child) {}

    @Override
    public void accept(Effect effect) {
        switch (effect) {
            case Effect.Prepare(_, int run, ServicePlan plan) -> hooks.prepare(begun(plan, run));
            case Effect.Spawn(_, int run, ServicePlan plan) -> {
                ActiveRun active = begun(plan, run);
                spawners.execute(() -> spawning.spawn(active));
            }
            case Effect.Adopt(_, int run, ServicePlan plan, AdoptRequest request) -> {
                ActiveRun active = begun(plan, run);
                spawners.execute(() -> spawning.adopt(active, request));
            }
            case Effect.Connect(_, int run, ServicePlan plan) -> sessions.connect(begun(plan, run));
            case Effect.Disconnect(String service, int run) ->
                    with(service, run, sessions::disconnect);
            case Effect.CheckLiveness(String service, int run, var to, boolean provision) ->
                    with(service, run, active -> sessions.look(active, to, provision));
            case Effect.TellLiveness(var to, var answer) -> to.completeAsync(() -> answer);
            case Effect.Reopen(String service, int run, ServicePlan plan) ->
                    with(service, run, _ -> spawners.execute(() -> spawning.reopen(plan, run)));
            case Effect.Refit(String service, int run, ServicePlan plan) ->
                    with(service, run, active -> ready.refit(active, plan));
            case Effect.AwaitReady(String service, int run) ->
                    with(service, run, ready::awaitReady);
            case Effect.StopAsking(String service, int run) -> with(service, run, ActiveRun::hurry);
            case Effect.Watch(String service, int run) -> with(service, run, ready::watch);
            case Effect.CheckHealth(String service, int run, var to) -> check(service, run, to);
            case Effect.FollowMain(String service, int run, long pid) ->
                    with(service, run, active -> spawners.execute(() -> follow(active, pid)));
            case Effect.NoteReady(String service, Life.Tally tally) ->
                    with(service, tally.run(), active -> noteReady(active, tally));
            case Effect.SendSignal(String service, int run, var signal) ->
                    withChild(service, run, spawners, child -> child.signal(signal));
            case Effect.Kill(String service, int run) -> {
                with(service, run, sessions::abandon);
                withChild(service, run, killers, Child::kill);
            }
            case Effect.CallHooks call -> hooks.call(call);
            case Effect.Release(String service, int run) -> release(service, run);
            case Effect.Answer(var to, var replies) -> to.completeAsync(() -> replies);
            case Effect.Tell(var to, boolean held) -> to.completeAsync(() -> held);
            case Effect.TellHealth(var to, var answer) -> to.completeAsync(() -> answer);
            case Effect.Hand<?> hand -> hand(hand);
            case Effect.TellApplied(var to, var refusal) -> to.completeAsync(() -> refusal);
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
        records.shutdown();
        hands.shutdown();
        try {
            // What has ended must be known to have ended.
            records.awaitTermination(5, TimeUnit.SECONDS);
        } catch (InterruptedException inAHurry) {
            Thread.currentThread().interrupt();
        }
    }

    private ActiveRun begun(ServicePlan plan, int run) {
        return runs.compute(
                plan.name(),
                (_, before) ->
                        before != null && before.run() == run
                                ? before
                                : new ActiveRun(plan, run, inbox, time));
    }

    private void with(String service, int run, Consumer<ActiveRun> what) {
        ActiveRun active = runs.get(service);
        if (active != null && active.run() == run) {
            what.accept(active);
        }
    }

    private void check(
            String service, int run, @Nullable CompletableFuture<@Nullable HealthAnswer> to) {
        with(
                service,
                run,
                active -> {
                    if (active.plan().connects() && to != null) {
                        sessions.health(active, to);
                    } else {
                        health.check(active, to);
                    }
                });
    }

    /// There may be ten thousand a second of them: one thread that is awake wakes nobody else.
    private <T> void hand(Effect.Hand<T> hand) {
        hands.execute(() -> hand.to().complete(hand.what()));
    }

    private static void follow(ActiveRun active, long pid) {
        Child child = active.child();
        if (child != null && child.follow(pid)) {
            active.say(new Observation.MainChanged(active.run(), pid));
        }
    }

    private void noteReady(ActiveRun active, Life.Tally tally) {
        records.execute(() -> ledger.ready(active.plan().spec().key(), tally));
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
            if (active.plan().connects()) {
                sessions.release(active);
                return;
            }
            records.execute(() -> ledger.over(active.plan().spec().key(), run));
        }
        spawners.execute(() -> printing.ended(service, run));
    }
}
