package dev.reeve.supervisor.core.engine;

import dev.reeve.supervisor.api.model.ReadyPolicy.OnTimeout;
import dev.reeve.supervisor.api.spi.LifecycleHook.Moment;
import dev.reeve.supervisor.api.spi.Report;
import dev.reeve.supervisor.api.state.Exit;
import dev.reeve.supervisor.api.state.Reason;
import dev.reeve.supervisor.core.engine.Message.Observation;
import dev.reeve.supervisor.core.engine.ServiceState.Running;
import dev.reeve.supervisor.core.engine.ServiceState.Stage;
import dev.reeve.supervisor.core.engine.ServiceState.Starting;
import dev.reeve.supervisor.core.engine.ServiceState.Then;
import dev.reeve.supervisor.core.time.Words;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// The part of the table where a run is on its way: preparing, spawning, probing.
final class Starts {
    /// How long a run without a ready strategy must have lived before those that wait for it start.
    /// Long enough for a program that cannot even begin to have ended, and for its first line to be
    /// written before theirs; short enough not to be felt.
    private static final Duration SETTLING = Duration.ofMillis(50);

    /// How long a ready strategy may take to say what was still missing.
    private static final Duration LAST_WORDS = Duration.ofMillis(250);

    private Starts() {}

    static Step preparing(Life life, boolean again, Observation seen, Context at) {
        return switch (seen) {
            case Observation.Prepared(int run) -> {
                String does = life.plan().connects() ? " is opened" : " is spawned";
                var reason = Reason.of(Reason.Code.REQUESTED, "run " + run + does);
                yield Lifecycle.made(life, again, reason, at);
            }
            case Observation.PrepareFailed(int run, Reason reason) ->
                    Ends.fail(life, reason, at).doing(new Effect.Release(life.name(), run));
            case Observation.TimeUp(int run, Timer timer) ->
                    timer == Timer.START
                            ? Ends.retry(life, startTimeout(life), null, at)
                                    .doing(new Effect.Release(life.name(), run))
                            : Step.same(life);
            case Observation.Spawned _, Observation.SpawnFailed _, Observation.ReadyPassed _ ->
                    Step.same(life);
            case Observation.ReadyFailed _, Observation.Ended _, Observation.Emptied _ ->
                    Step.same(life);
            case Observation.HealthSeen _, Observation.Reported _, Observation.MainChanged _ ->
                    Step.same(life);
            case Observation.Connected _, Observation.Lost _ -> Step.same(life);
            case Observation.Closed _, Observation.Looked _ -> Step.same(life);
        };
    }

    static Step spawning(Life life, boolean again, Observation seen, Context at) {
        return switch (seen) {
            case Observation.Spawned(int run, long pid) -> {
                Life spawned = life.stamped(life.times().started(at.now()));
                var reason = Reason.of(Reason.Code.REQUESTED, "spawned as process " + pid);
                var probing = new Starting(new Stage.Probing(pid, false), reason, again);
                if (life.plan().settles()) {
                    yield Step.to(spawned, probing, reason)
                            .doing(new Effect.Remind(life.name(), run, Timer.SETTLE, SETTLING));
                }
                if (!life.plan().probes()) {
                    yield ready(spawned.in(probing), pid, again, at);
                }
                yield asked(Step.to(spawned, probing, reason));
            }
            case Observation.SpawnFailed(int run, String text, boolean passing) -> {
                var reason = Reason.of(Reason.Code.SPAWN_FAILED, text);
                Step end =
                        passing ? Ends.retry(life, reason, null, at) : Ends.fail(life, reason, at);
                yield end.doing(new Effect.Release(life.name(), run));
            }
            // The answer of the kernel is still to come, and comes soon; then there is a run to
            // end.
            case Observation.TimeUp _, Observation.Prepared _, Observation.PrepareFailed _ ->
                    Step.same(life);
            case Observation.ReadyPassed _, Observation.ReadyFailed _ -> Step.same(life);
            case Observation.Ended _, Observation.Emptied _ -> Step.same(life);
            case Observation.HealthSeen _, Observation.Reported _, Observation.MainChanged _ ->
                    Step.same(life);
            case Observation.Connected _, Observation.Lost _ -> Step.same(life);
            case Observation.Closed _, Observation.Looked _ -> Step.same(life);
        };
    }

    /// Seen of a run that a supervisor before this one has left.
    static Step adopting(
            Life life, Stage.Adopting stage, boolean again, Observation seen, Context at) {
        return switch (seen) {
            case Observation.Spawned(int run, long pid) -> {
                Life found = life.stamped(life.times().started(stage.startedAt()));
                var reason = Reason.of(Reason.Code.REQUESTED, "taken over as process " + pid);
                var probing = new Starting(new Stage.Probing(pid, false), reason, again);
                if (stage.ready() || !life.plan().probes()) {
                    Life ready = found.stamped(found.times().ready(stage.startedAt()));
                    yield up(ready, pid, reason, since(stage.startedAt(), at))
                            .doing(new Effect.Watch(life.name(), run));
                }
                yield asked(Step.to(found, probing, reason));
            }
            // It has ended while nobody watched.
            case Observation.SpawnFailed _ -> Ends.byItself(life, 0, new Exit.Unseen(), false, at);
            case Observation.Prepared _, Observation.PrepareFailed _, Observation.TimeUp _ ->
                    Step.same(life);
            case Observation.ReadyPassed _, Observation.ReadyFailed _ -> Step.same(life);
            case Observation.Ended _, Observation.Emptied _ -> Step.same(life);
            case Observation.HealthSeen _, Observation.Reported _, Observation.MainChanged _ ->
                    Step.same(life);
            case Observation.Connected _, Observation.Lost _ -> Step.same(life);
            case Observation.Closed _, Observation.Looked _ -> Step.same(life);
        };
    }

    static Step probing(
            Life life, Stage.Probing stage, boolean again, Observation seen, Context at) {
        long pid = stage.pid();
        return switch (seen) {
            case Observation.HealthSeen _ -> Step.same(life);
            case Observation.Connected _, Observation.Lost _ -> Step.same(life);
            case Observation.Closed _, Observation.Looked _ -> Step.same(life);
            case Observation.Reported(_, Report report) -> Checks.said(life, pid, report, at);
            case Observation.MainChanged(_, long other) -> {
                var probing = new Stage.Probing(other, stage.late());
                yield Step.same(life.in(new Starting(probing, reason(life), again)));
            }
            case Observation.ReadyPassed _ -> ready(life, pid, again, at);
            case Observation.ReadyFailed(_, String text) ->
                    notReady(life, pid, stage.late() ? late(life, text) : never(text), at);
            case Observation.TimeUp(_, Timer timer) ->
                    switch (timer) {
                        case READY -> lastWords(life, pid, again);
                        case LAST_WORDS -> notReady(life, pid, late(life, ""), at);
                        case START -> notReady(life, pid, startTimeout(life), at);
                        case SETTLE -> ready(life, pid, again, at);
                        case STABLE, GRACE, KILL, BACKOFF -> Step.same(life);
                        case CHECK, WATCHDOG -> Step.same(life);
                    };
            case Observation.Ended(_, Exit exit, boolean leftovers) ->
                    Ends.byItself(life, pid, exit, leftovers, at);
            case Observation.Prepared _, Observation.PrepareFailed _, Observation.Spawned _ ->
                    Step.same(life);
            case Observation.SpawnFailed _, Observation.Emptied _ -> Step.same(life);
        };
    }

    static Step ready(Life life, long pid, boolean again, Context at) {
        Life ready = life.stamped(life.times().ready(at.now()));
        String text = "ready";
        if (life.times().startedAt() != null) {
            var took = Duration.between(life.times().startedAt(), at.now());
            text = "ready after " + Words.seconds(took.isNegative() ? Duration.ZERO : took);
        }
        var reason = Reason.of(Reason.Code.REQUESTED, text);
        Step step = up(ready, pid, reason, at);
        if (!life.plan().hooked()) {
            return step;
        }
        List<Moment> moments =
                again ? List.of(Moment.POST_START, Moment.ON_RESTART) : List.of(Moment.POST_START);
        Long process = pid == 0 ? null : pid;
        return step.doing(new Effect.CallHooks(life.plan(), life.run(), moments, process, null));
    }

    /// The moment of a step, with the monotonic clock as it stood when something had begun.
    private static Context since(Instant began, Context at) {
        Duration ago = Duration.between(began, at.now());
        long nanos = at.nanos() - (ago.isNegative() ? 0 : ago.toNanos());
        return new Context(at.now(), nanos, at.chance(), at.gate());
    }

    private static Step up(Life life, long pid, Reason reason, Context at) {
        Step step = Step.to(life, new Running(pid, at.nanos(), reason), reason);
        var stable =
                new Effect.Remind(
                        life.name(), life.run(), Timer.STABLE, life.spec().restart().resetAfter());
        if (life.plan().connects()) {
            return Links.begin(step.doing(stable), at);
        }
        return Checks.begin(step.doing(new Effect.NoteReady(life.name(), life.tally()), stable));
    }

    /// The ready strategy is asked, for as long as it may take.
    private static Step asked(Step step) {
        Life life = step.life();
        var policy = life.spec().ready();
        Duration timeout = policy == null ? life.spec().startTimeout() : policy.timeout();
        return step.doing(
                new Effect.AwaitReady(life.name(), life.run()),
                new Effect.Remind(life.name(), life.run(), Timer.READY, timeout));
    }

    /// Its time is over; what its strategy saw last belongs into the reason.
    private static Step lastWords(Life life, long pid, boolean again) {
        var late = new Starting(new Stage.Probing(pid, true), reason(life), again);
        return Step.same(life.in(late))
                .doing(
                        new Effect.StopAsking(life.name(), life.run()),
                        new Effect.Remind(life.name(), life.run(), Timer.LAST_WORDS, LAST_WORDS));
    }

    private static Reason reason(Life life) {
        Reason reason = life.state().why();
        return reason == null ? Reason.of(Reason.Code.REQUESTED, "starts") : reason;
    }

    private static Step notReady(Life life, long pid, Reason reason, Context at) {
        var policy = life.spec().ready();
        OnTimeout then = policy == null ? OnTimeout.RESTART : policy.onTimeout();
        var ending = new Ending(pid, Ending.Step.ASKED, null);
        return switch (then) {
            case RESTART -> Ends.retry(life, reason, ending, at);
            case FAIL -> Stops.stop(life, new Then.Fail(reason), false);
            case STOP_ALL ->
                    Stops.stop(life, new Then.Fail(reason), false)
                            .doing(new Effect.StopEverything(reason, 1));
        };
    }

    private static Reason never(String text) {
        return Reason.of(Reason.Code.READY_TIMEOUT, "not ready: " + text);
    }

    private static Reason late(Life life, String text) {
        var policy = life.spec().ready();
        String limit = policy == null ? "" : " within " + Words.seconds(policy.timeout());
        String missing = text.isEmpty() ? "" : ": " + text;
        return Reason.of(Reason.Code.READY_TIMEOUT, "not ready" + limit + missing);
    }

    static Reason startTimeout(Life life) {
        return Reason.of(
                Reason.Code.START_TIMEOUT,
                "not started within " + Words.seconds(life.spec().startTimeout()));
    }
}
