package dev.reeve.supervisor.core.engine;

import dev.reeve.supervisor.api.spi.HealthCheck.Answer;
import dev.reeve.supervisor.api.state.Health;
import dev.reeve.supervisor.api.state.Reason;
import dev.reeve.supervisor.core.engine.Message.Observation;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;

/// A small world that treats an engine badly, by a seed: spawns that fail, children that end at any
/// moment, leave something behind or obey no signal, observations that come late and twice, people
/// who ask for everything at once, other definitions, and supervisors that vanish between two
/// instructions. When it has had its fun it calms down, must come to rest, and is asked for a
/// shutdown, which must come to an end.
final class World {
    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
    private static final long QUIET = 60_000_000_000L;

    private final long seed;
    private final Random random;
    private final StartGate.Room room;
    private final PriorityQueue<Due> future =
            new PriorityQueue<>(Comparator.comparingLong(Due::at).thenComparingLong(Due::number));
    private final ArrayDeque<String> lately = new ArrayDeque<>();
    private final Bodies bodies;
    private final Sessions sessions = new Sessions(this);
    private final Wishes wishes;
    private final Crash crash;
    private Timers timers = new Timers();
    private Engine engine;
    private Invariants invariants;
    private long nanos;
    private long number;
    private int era;
    private int steps;
    private boolean up;
    private boolean calm;
    private Effect.Exit exit;

    /// Something that comes at a time, from the engine's view or only in the world.
    private record Due(long at, long number, Runnable what) {}

    World(long seed) {
        this.seed = seed;
        this.random = new Random(seed);
        this.room = new StartGate.Room(1 + random.nextInt(4), 1 + random.nextInt(3));
        var book = new Book();
        var definitions = new Definitions(random);
        this.bodies = new Bodies(this, book);
        this.wishes = new Wishes(this, definitions, bodies, book);
        this.crash = new Crash(this, definitions, bodies, book);
    }

    /// Lives for some steps in turmoil, then until the shutdown has ended.
    ///
    /// @return how many steps it took
    int live(int turmoil) {
        try {
            crash.begin();
            wishes.begin();
            while (steps < turmoil && exit == null && next()) {}
            calm = true;
            rest();
            if (exit == null) {
                take(new Input.Shutdown(Reason.of(Reason.Code.SHUTDOWN, "enough"), 0));
            }
            while (exit == null && next()) {}
            if (exit == null) {
                throw new AssertionError("the shutdown does not end: " + engine.lives());
            }
            invariants.atTheEnd(engine.lives(), name -> bodies.alive(name) || sessions.alive(name));
            wishes.atTheEnd();
            return steps;
        } catch (AssertionError | RuntimeException wrong) {
            String story = String.join("\n  ", lately);
            throw new AssertionError(
                    "seed %d, step %d: %s\nlately:\n  %s".formatted(seed, steps, wrong, story),
                    wrong);
        }
    }

    /// Nothing goes wrong any more: sooner or later all is as it is wanted.
    private void rest() {
        while (exit == null && !up && next()) {}
        long end = nanos + QUIET;
        while (exit == null && upcoming() <= end && next()) {}
        if (exit == null) {
            invariants.afterRest(engine.lives());
            wishes.afterRest();
        }
    }

    Random random() {
        return random;
    }

    /// Whether something that goes wrong now and then goes wrong now.
    boolean luck(int percent) {
        return !calm && random.nextInt(100) < percent;
    }

    boolean calm() {
        return calm;
    }

    /// How many supervisors there have been before the present one.
    int era() {
        return era;
    }

    boolean up() {
        return up;
    }

    Engine engine() {
        return engine;
    }

    /// Something happens in the world, whoever supervises it.
    void in(long fromMillis, long toMillis, Runnable what) {
        long delay = 1_000_000L * (fromMillis + random.nextLong(toMillis - fromMillis + 1));
        future.add(new Due(nanos + delay, number++, what));
    }

    /// The present supervisor does something, if it is there by then.
    void later(long fromMillis, long toMillis, Runnable what) {
        int now = era;
        in(
                fromMillis,
                toMillis,
                () -> {
                    if (up && era == now) {
                        what.run();
                    }
                });
    }

    /// Tells the engine something, soon, and now and then once more much later.
    void tell(String service, Observation what) {
        later(0, 5, () -> see(service, what));
        again(service, what);
    }

    /// The same, but not before a moment.
    ///
    /// @return when it will be told
    long tell(String service, Observation what, long after) {
        long at = Math.max(after, nanos + 1_000_000L * random.nextLong(6));
        int now = era;
        future.add(
                new Due(
                        at,
                        number++,
                        () -> {
                            if (up && era == now) {
                                see(service, what);
                            }
                        }));
        again(service, what);
        return at;
    }

    private void again(String service, Observation what) {
        if (luck(3)) {
            later(10, 20_000, () -> see(service, what));
        }
    }

    void see(String service, Observation what) {
        take(new Input.Seen(service, what));
    }

    /// Another supervisor, from these beginnings.
    void begins(List<Life> lives, Input.Begin begin) {
        engine = new Engine(lives, room.starts(), room.retries(), false);
        invariants = new Invariants(lives, room, begin);
        up = true;
        take(begin);
    }

    /// The supervisor is no more, with all that only it knew.
    void vanishes() {
        if (!up) {
            return;
        }
        note("the supervisor vanishes");
        up = false;
        exit = null;
        era++;
        timers = new Timers();
        bodies.crashed();
        sessions.crashed();
        wishes.crashed();
        in(0, 2_000, crash::begin);
    }

    void take(Input input) {
        steps++;
        note(nanos / 1_000_000 + " ms: " + input);
        var turn = engine.handle(input, BEGIN.plusNanos(nanos), nanos, random.nextDouble());
        turn.events().forEach(event -> note("    " + event.text()));
        invariants.after(input, engine, turn, bodies);
        int before = era;
        for (Effect effect : turn.effects()) {
            if (luck(1) && luck(20)) {
                vanishes();
                return;
            }
            happen(effect);
            if (era != before) {
                // It has vanished while it did that.
                return;
            }
        }
        wishes.afterStep();
        if (era != before) {
            return;
        }
        if (exit != null && exit.handsOver()) {
            vanishes();
        }
    }

    private void note(String text) {
        if (lately.size() == 80) {
            lately.removeFirst();
        }
        lately.addLast(text);
    }

    private long upcoming() {
        long first = future.isEmpty() ? Long.MAX_VALUE : future.peek().at();
        Long timer = up ? timers.next(nanos) : null;
        return timer == null ? first : Math.min(first, nanos + Math.max(0, timer));
    }

    private boolean next() {
        long at = upcoming();
        if (at == Long.MAX_VALUE) {
            return false;
        }
        nanos = Math.max(nanos, at);
        Input due = up ? timers.due(nanos) : null;
        if (due != null) {
            take(due);
        } else {
            future.poll().what().run();
        }
        return true;
    }

    private void happen(Effect effect) {
        switch (effect) {
            case Effect.Prepare(String service, int run, _) ->
                    later(0, 50, () -> tell(service, prepared(run)));
            case Effect.Spawn(String service, int run, _) -> bodies.spawn(service, run);
            case Effect.Adopt(String service, int run, _, _) -> bodies.adopt(service, run);
            case Effect.Connect(String service, int run, _) -> sessions.connect(service, run);
            case Effect.Disconnect(String service, int run) -> sessions.disconnect(service, run);
            case Effect.CheckLiveness look -> sessions.look(look);
            case Effect.TellLiveness(var to, _) -> wishes.answered(to);
            case Effect.Hand<?> _ -> throw new AssertionError("the engine tells nobody");
            case Effect.AwaitReady(String service, int run) -> awaitReady(service, run);
            case Effect.CheckHealth check -> check(check);
            case Effect.FollowMain(String service, int run, long pid) -> {
                if (calm || luck(70)) {
                    tell(service, new Observation.MainChanged(run, pid));
                }
            }
            case Effect.SendSignal(String service, int run, var signal) ->
                    bodies.signalled(service, run, signal);
            case Effect.Kill(String service, int run) -> {
                bodies.killed(service, run);
                sessions.abandoned(service, run);
            }
            case Effect.Remind remind -> timers.set(remind, nanos);
            case Effect.NoteReady(String service, var tally) ->
                    later(0, 5, () -> crash.book().ready(service, tally));
            case Effect.Release(String service, int run) ->
                    later(0, 5, () -> crash.book().over(service, run));
            case Effect.Answer(var to, _) -> wishes.answered(to);
            case Effect.Tell(var to, _) -> wishes.answered(to);
            case Effect.TellHealth(var to, _) -> wishes.answered(to);
            case Effect.TellApplied(var to, var refusal) -> wishes.applied(to, refusal);
            case Effect.Exit end -> exit = end;
            case Effect.Reopen _, Effect.Refit _, Effect.StopAsking _, Effect.Watch _ -> {}
            case Effect.CallHooks _ -> {}
            case Effect.StopEverything _ -> throw new AssertionError("not for the world");
        }
    }

    private Observation prepared(int run) {
        return luck(4)
                ? new Observation.PrepareFailed(
                        run, Reason.of(Reason.Code.HOOK_FAILED, "hook failed"))
                : new Observation.Prepared(run);
    }

    private void awaitReady(String service, int run) {
        int fate = calm ? 0 : random.nextInt(10);
        if (fate < 7) {
            later(0, 1_500, () -> tell(service, new Observation.ReadyPassed(run)));
        } else if (fate < 8) {
            later(0, 500, () -> tell(service, new Observation.ReadyFailed(run, "never")));
        }
    }

    /// Whoever asks is always answered; a regular look may never come back.
    private void check(Effect.CheckHealth check) {
        boolean regular = check.to() == null;
        if (regular && luck(2)) {
            return;
        }
        Health health = luck(30) ? Health.UNHEALTHY : luck(7) ? Health.UNKNOWN : Health.HEALTHY;
        var seen =
                new Observation.HealthSeen(check.run(), new Answer(health, "as it looks"), regular);
        later(
                0,
                luck(5) ? 5_000 : 50,
                () -> {
                    tell(check.service(), seen);
                    if (!regular) {
                        later(0, 5, () -> take(wishes.looked(check.to(), health)));
                    }
                });
    }
}
