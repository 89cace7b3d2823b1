package dev.reeve.supervisor.core.engine;

import dev.reeve.supervisor.api.control.Reply;
import dev.reeve.supervisor.api.control.Request;
import dev.reeve.supervisor.api.model.Dependency.Condition;
import dev.reeve.supervisor.api.model.ReadyPolicy.OnTimeout;
import dev.reeve.supervisor.api.model.RestartPolicy;
import dev.reeve.supervisor.api.model.RestartPolicy.When;
import dev.reeve.supervisor.api.model.Signal;
import dev.reeve.supervisor.api.state.Exit;
import dev.reeve.supervisor.api.state.Reason;
import dev.reeve.supervisor.core.engine.Message.Observation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

/// A small world that treats an engine badly, by a seed: spawns that fail, children that end at any
/// moment, leave something behind or obey no signal, observations that come late and twice, people
/// who ask for everything at once. When it has had its fun it calms down and asks for a shutdown,
/// which must come to an end.
final class World {
    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

    private final long seed;
    private final Random random;
    private final Engine engine;
    private final Invariants invariants;
    private final PriorityQueue<Due> future =
            new PriorityQueue<>(Comparator.comparingLong(Due::at).thenComparingLong(Due::number));
    private final Map<String, Body> bodies = new HashMap<>();
    private final Map<CompletableFuture<List<Reply>>, String> asked = new HashMap<>();
    private final List<String> names = new ArrayList<>();
    private final ArrayDeque<String> lately = new ArrayDeque<>();
    private long nanos;
    private long number;
    private long pids = 1000;
    private int steps;
    private boolean calm;
    private Integer exit;

    /// Something that comes at a time, from the engine's view or only in the world.
    private record Due(long at, long number, Runnable what) {}

    /// What lives of one run: the main process, and whether something else does.
    private static final class Body {
        final String service;
        final int run;
        boolean main = true;
        boolean rest;

        Body(String service, int run) {
            this.service = service;
            this.run = run;
        }

        boolean alive() {
            return main || rest;
        }
    }

    World(long seed) {
        this.seed = seed;
        this.random = new Random(seed);
        List<Life> lives = lives();
        lives.forEach(life -> names.add(life.name()));
        int room = 1 + random.nextInt(4);
        this.engine = new Engine(lives, room, false);
        this.invariants = new Invariants(lives, room);
    }

    /// Lives for some steps in turmoil, then until the shutdown has ended.
    ///
    /// @return how many steps it took
    int live(int turmoil) {
        try {
            take(Input.Begin.fresh(new LinkedHashSet<>(names)));
            scheduleWish();
            while (steps < turmoil && exit == null && next()) {}
            calm = true;
            take(new Input.Shutdown(Reason.of(Reason.Code.SHUTDOWN, "enough"), 0));
            while (exit == null && next()) {}
            if (exit == null) {
                throw new AssertionError("the shutdown does not end: " + engine.lives());
            }
            invariants.atTheEnd(engine.lives());
            if (!asked.isEmpty()) {
                throw new AssertionError("never answered: " + asked.values());
            }
            return steps;
        } catch (AssertionError | RuntimeException wrong) {
            throw new AssertionError(
                    "seed "
                            + seed
                            + ", step "
                            + steps
                            + ": "
                            + wrong
                            + "\nlately:\n  "
                            + String.join("\n  ", lately),
                    wrong);
        }
    }

    private boolean next() {
        Due due = future.poll();
        if (due == null) {
            return false;
        }
        nanos = Math.max(nanos, due.at());
        due.what().run();
        return true;
    }

    private void take(Input input) {
        steps++;
        if (lately.size() == 40) {
            lately.removeFirst();
        }
        lately.addLast(nanos / 1_000_000 + " ms: " + input);
        var turn = engine.handle(input, BEGIN.plusNanos(nanos), nanos, random.nextDouble());
        turn.events().forEach(event -> lately.addLast("    " + event.text()));
        invariants.after(engine.lives(), turn.events());
        turn.effects().forEach(this::happen);
    }

    private void in(long fromMillis, long toMillis, Runnable what) {
        long delay = 1_000_000L * (fromMillis + random.nextLong(toMillis - fromMillis + 1));
        future.add(new Due(nanos + delay, number++, what));
    }

    /// Tells the engine something, soon, and now and then once more much later.
    private void tell(String service, Observation what) {
        in(0, 5, () -> take(new Input.Seen(service, what)));
        if (!calm && chance(3)) {
            in(1, 20_000, () -> take(new Input.Seen(service, what)));
        }
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    private void happen(Effect effect) {
        switch (effect) {
            case Effect.Prepare(String service, int run, _) ->
                    in(0, 50, () -> tell(service, prepared(run)));
            case Effect.Spawn(String service, int run, _) -> in(0, 20, () -> spawn(service, run));
            case Effect.AwaitReady(String service, int run) -> awaitReady(service, run);
            case Effect.SendSignal(String service, int run, Signal signal) ->
                    signalled(service, run, signal);
            case Effect.Kill(String service, int run) -> in(0, 5, () -> killed(service, run));
            case Effect.Remind remind ->
                    future.add(
                            new Due(
                                    nanos + remind.delay().toNanos(),
                                    number++,
                                    () ->
                                            take(
                                                    new Input.Seen(
                                                            remind.service(),
                                                            new Observation.TimeUp(
                                                                    remind.run(),
                                                                    remind.timer())))));
            case Effect.Answer(var to, var replies) -> {
                if (asked.remove(to) == null) {
                    throw new AssertionError("answered twice: " + replies);
                }
            }
            case Effect.Exit(int code, _) -> exit = code;
            case Effect.Reopen _, Effect.StopAsking _, Effect.Watch _, Effect.NoteReady _ -> {}
            case Effect.Adopt _, Effect.CheckHealth _, Effect.FollowMain _ -> {}
            case Effect.TellHealth _, Effect.TellApplied _ -> {}
            case Effect.CallHooks _, Effect.Release _, Effect.Tell _ -> {}
            case Effect.StopEverything _ -> throw new AssertionError("not for the world");
        }
    }

    private Observation prepared(int run) {
        return !calm && chance(4)
                ? new Observation.PrepareFailed(
                        run, Reason.of(Reason.Code.HOOK_FAILED, "hook failed"))
                : new Observation.Prepared(run);
    }

    private void spawn(String service, int run) {
        Body before = bodies.get(service);
        if (before != null && before.alive()) {
            throw new AssertionError(service + ": run " + run + " beside run " + before.run);
        }
        if (!calm && chance(5)) {
            tell(service, new Observation.SpawnFailed(run, "no memory", chance(50)));
            return;
        }
        var body = new Body(service, run);
        bodies.put(service, body);
        take(new Input.Seen(service, new Observation.Spawned(run, ++pids)));
        if (!calm && chance(60)) {
            in(0, 3_000, () -> mainEnds(body, new Exit.Code(random.nextInt(3)), chance(20)));
        }
    }

    private void awaitReady(String service, int run) {
        int fate = calm ? 0 : random.nextInt(10);
        if (fate < 7) {
            in(0, 1_500, () -> tell(service, new Observation.ReadyPassed(run)));
        } else if (fate < 8) {
            in(0, 500, () -> tell(service, new Observation.ReadyFailed(run, "never")));
        }
    }

    private void signalled(String service, int run, Signal signal) {
        Body body = bodies.get(service);
        if (body == null || body.run != run || signal.equals(Signal.HUP)) {
            return;
        }
        if (calm || chance(75)) {
            in(
                    0,
                    800,
                    () -> {
                        mainEnds(body, new Exit.Code(0), !calm && chance(20));
                        restEnds(body);
                    });
        }
    }

    private void killed(String service, int run) {
        Body body = bodies.get(service);
        if (body == null || body.run != run) {
            return;
        }
        // Now and then a process that not even KILL moves, until the disk is back.
        long late = !calm && chance(3) ? 30_000 : 10;
        in(0, late, () -> mainEnds(body, new Exit.Killed(Signal.KILL), false));
        in(0, late, () -> restEnds(body));
    }

    private void mainEnds(Body body, Exit exit, boolean leaves) {
        if (body.main) {
            body.main = false;
            body.rest = leaves;
            tell(body.service, new Observation.Ended(body.run, exit, leaves));
            if (leaves && chance(50)) {
                in(0, 2_000, () -> restEnds(body));
            }
        }
    }

    private void restEnds(Body body) {
        if (!body.main && body.rest) {
            body.rest = false;
            tell(body.service, new Observation.Emptied(body.run));
        }
    }

    private void scheduleWish() {
        in(
                50,
                3_000,
                () -> {
                    if (!calm) {
                        wish();
                        scheduleWish();
                    }
                });
    }

    private void wish() {
        var some = new LinkedHashSet<String>();
        int count = chance(60) ? 1 : 1 + random.nextInt(names.size());
        while (some.size() < count) {
            some.add(names.get(random.nextInt(names.size())));
        }
        Request request =
                switch (random.nextInt(9)) {
                    case 0, 1, 2 -> new Request.Start();
                    case 3, 4 -> new Request.Stop(chance(20));
                    case 5, 6 -> new Request.Restart();
                    case 7 -> chance(50) ? new Request.Suspend() : new Request.Resume();
                    default -> new Request.SendSignal(Signal.HUP);
                };
        var to = new CompletableFuture<List<Reply>>();
        asked.put(to, request + " of " + some);
        take(new Input.Asked(List.copyOf(some), request, to));
    }

    private List<Life> lives() {
        var lives = new ArrayList<Life>();
        int count = 2 + random.nextInt(6);
        for (int i = 0; i < count; i++) {
            Specs specs = Specs.service("s" + i);
            When when = When.values()[random.nextInt(3)];
            specs.restart(
                    when,
                    when == When.NEVER
                            ? 0
                            : random.nextInt(5) - 1 == 0 ? -1 : 1 + random.nextInt(4));
            specs.backoff(
                    new RestartPolicy.Backoff(
                            Duration.ofMillis(random.nextInt(300)), 2, Duration.ofSeconds(2), 0.2));
            specs.stopTimeout(Duration.ofMillis(random.nextInt(1_500)));
            if (chance(40)) {
                OnTimeout then =
                        chance(5) ? OnTimeout.STOP_ALL : OnTimeout.values()[random.nextInt(2)];
                specs.ready(Duration.ofMillis(500 + random.nextInt(1_000)), then);
            } else if (chance(40)) {
                specs.settles();
            }
            if (chance(40)) {
                specs.hooks();
            }
            if (chance(3)) {
                specs.essential();
            }
            for (int j = 0; j < i; j++) {
                if (chance(25)) {
                    Condition[] conditions = {
                        Condition.READY,
                        Condition.STARTED,
                        Condition.COMPLETED,
                        Condition.COMPLETED_SUCCESSFULLY
                    };
                    Condition condition =
                            chance(70) ? Condition.READY : conditions[random.nextInt(4)];
                    specs.after("s" + j, condition, chance(80));
                }
            }
            lives.add(specs.life());
        }
        return lives;
    }
}
