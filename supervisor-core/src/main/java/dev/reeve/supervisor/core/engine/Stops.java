package dev.reeve.supervisor.core.engine;

import dev.reeve.supervisor.api.model.Signal;
import dev.reeve.supervisor.api.spi.Report;
import dev.reeve.supervisor.api.state.Exit;
import dev.reeve.supervisor.api.state.Reason;
import dev.reeve.supervisor.core.engine.Message.Observation;
import dev.reeve.supervisor.core.engine.ServiceState.Backoff;
import dev.reeve.supervisor.core.engine.ServiceState.Failed;
import dev.reeve.supervisor.core.engine.ServiceState.Running;
import dev.reeve.supervisor.core.engine.ServiceState.Stage;
import dev.reeve.supervisor.core.engine.ServiceState.Starting;
import dev.reeve.supervisor.core.engine.ServiceState.Stopped;
import dev.reeve.supervisor.core.engine.ServiceState.Stopping;
import dev.reeve.supervisor.core.engine.ServiceState.Then;
import dev.reeve.supervisor.core.engine.ServiceState.Unknown;
import dev.reeve.supervisor.core.engine.ServiceState.Waiting;
import dev.reeve.supervisor.core.time.Words;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/// The part of the table where a run is ended: please, then KILL, then not at all.
///
/// ```
///   asked ── timeout ──→ killed ── kill_timeout ──→ stuck (unkillable)
///     └── all gone ──→ ←──┘ all gone        all gone after all ──→ may start again
/// ```
final class Stops {
    private Stops() {}

    /// Someone wants it to end.
    ///
    /// @param then what comes after that
    static Step stop(Life life, Then then, boolean force) {
        Reason reason = reason(then);
        return switch (life.state()) {
            case Unknown _, Waiting _ -> Step.to(life, new Stopped(reason, false), reason);
            case Stopped _ -> Step.same(life);
            case Failed(_, Ending ending) ->
                    ending == null
                            ? Step.to(life, new Stopped(reason, false), reason)
                            : Step.same(life).doing(new Effect.Kill(life.name(), life.run()));
            case Starting(Stage.Preparing _, _, _) ->
                    Step.to(life, new Stopped(reason, false), reason)
                            .doing(new Effect.Release(life.name(), life.run()));
            case Starting(Stage.Spawning _, _, _), Starting(Stage.Adopting _, _, _) ->
                    Step.to(
                            life,
                            new Stopping(
                                    new Ending(
                                            null,
                                            force ? Ending.Step.KILLED : Ending.Step.SPAWNING,
                                            null),
                                    then,
                                    reason),
                            reason);
            case Starting(Stage.Connecting _, _, _) -> begin(life, 0, then, reason, force);
            case Starting(Stage.Probing(long pid, _), _, _) ->
                    begin(life, pid, then, reason, force);
            case Running(long pid, _, _) -> begin(life, pid, then, reason, force);
            case Stopping(Ending ending, Then before, _) ->
                    hasten(
                            life.in(new Stopping(ending, later(before, then), reason)),
                            ending,
                            force);
            case Backoff backoff ->
                    backoff.ending() == null
                            ? Step.to(life, new Stopped(reason, false), reason)
                            : hasten(life.in(backoff.resting(reason)), backoff.ending(), force);
        };
    }

    /// Asks the run to end; KILL follows when its time is over.
    static Step please(Step step, Life life) {
        Duration timeout = life.spec().stop().timeout();
        Signal signal = life.spec().stop().signal();
        return step.doing(
                life.plan().connects()
                        ? new Effect.Disconnect(life.name(), life.run())
                        : new Effect.SendSignal(life.name(), life.run(), signal),
                new Effect.Remind(life.name(), life.run(), Timer.GRACE, timeout));
    }

    /// Seen while it is stopping.
    static Step stopping(Life life, Stopping state, Observation seen, Context at) {
        Step step = ending(life, state.ending(), seen, at);
        return switch (Progress.of(state.ending(), seen)) {
            case Progress.None() -> step;
            case Progress.Now(Ending ending) ->
                    step.then(
                            Step.same(
                                    step.life()
                                            .in(
                                                    new Stopping(
                                                            ending,
                                                            state.then(),
                                                            state.reason()))));
            case Progress.Stuck(Ending ending) -> step.then(unkillable(step.life(), ending, at));
            case Progress.Gone(Exit exit) -> step.then(gone(step.life(), state.then(), exit, at));
        };
    }

    /// Seen while it waits to start again, and something of the old run may still live.
    static Step backoff(Life life, Backoff state, Observation seen, Context at) {
        Ending before = state.ending();
        if (before == null) {
            return Step.same(life);
        }
        Step step = ending(life, before, seen, at);
        return switch (Progress.of(before, seen)) {
            case Progress.None() -> step;
            case Progress.Now(Ending ending) ->
                    step.then(Step.same(step.life().in(state.holding(ending))));
            case Progress.Stuck(Ending ending) -> step.then(unkillable(step.life(), ending, at));
            case Progress.Gone(Exit exit) -> {
                Step released = step.doing(new Effect.Release(life.name(), life.run()));
                Reason rest = state.rest();
                yield rest == null
                        ? released.then(Lifecycle.freed(step.life(), state, at))
                        : released.then(rested(step.life(), rest.with(exit), false, at));
            }
        };
    }

    /// Seen of one that could not be killed: it may have gone after all.
    static Step stuck(Life life, Failed state, Observation seen) {
        Ending before = state.ending();
        if (before == null) {
            return Step.same(life);
        }
        return switch (Progress.of(before, seen)) {
            case Progress.None(), Progress.Stuck _ -> Step.same(life);
            case Progress.Now(Ending ending) ->
                    Step.same(life.in(new Failed(state.reason(), ending.at(Ending.Step.STUCK))));
            case Progress.Gone _ ->
                    Step.same(life.in(new Failed(state.reason(), null)))
                            .doing(new Effect.Release(life.name(), life.run()));
        };
    }

    /// What is done about a run that is being ended, whatever state holds it.
    private static Step ending(Life life, Ending ending, Observation seen, Context at) {
        Step same = Step.same(life);
        return switch (seen) {
            case Observation.Spawned _ -> {
                if (ending.pid() != null) {
                    yield same;
                }
                Life spawned = life.stamped(life.times().started(at.now()));
                yield ending.step() == Ending.Step.KILLED
                        ? kill(Step.same(spawned), spawned)
                        : please(Step.same(spawned), spawned);
            }
            case Observation.Ended(_, Exit exit, boolean leftovers) -> {
                if (ending.exit() != null || ending.pid() == null) {
                    yield same;
                }
                Life ended = life.stamped(life.times().stopped(at.now()));
                var why = Reason.of(Reason.Code.REQUESTED, exit.words());
                Step told = Ends.told(Step.same(ended), why, exit);
                // KILL reaches the group at once; what left the group is looked for again.
                yield leftovers && ending.step() == Ending.Step.KILLED
                        ? told.doing(new Effect.Kill(life.name(), life.run()))
                        : told;
            }
            case Observation.TimeUp(_, Timer timer) ->
                    timer == Timer.GRACE && ending.step() == Ending.Step.ASKED
                            ? kill(same, life)
                            : same;
            case Observation.Closed _ -> {
                Life ended = life.stamped(life.times().stopped(at.now()));
                var why = Reason.of(Reason.Code.REQUESTED, "closed");
                yield Ends.told(Step.same(ended), why, null);
            }
            case Observation.Connected _, Observation.Lost _, Observation.Looked _ -> same;
            case Observation.SpawnFailed _, Observation.Emptied _ -> same;
            case Observation.Prepared _, Observation.PrepareFailed _ -> same;
            case Observation.ReadyPassed _, Observation.ReadyFailed _ -> same;
            case Observation.HealthSeen _, Observation.MainChanged _ -> same;
            case Observation.Reported(_, Report report) ->
                    Checks.saidAtTheEnd(life, ending, report);
        };
    }

    private static Step begin(Life life, long pid, Then then, Reason reason, boolean force) {
        var asked = new Ending(pid, force ? Ending.Step.KILLED : Ending.Step.ASKED, null);
        Step step = Step.to(life, new Stopping(asked, then, reason), reason);
        return force ? kill(step, life) : please(step, life);
    }

    private static Step hasten(Life life, Ending ending, boolean force) {
        if (!force || ending.step() == Ending.Step.KILLED) {
            return Step.same(life);
        }
        ServiceState hastened =
                switch (life.state()) {
                    case Stopping(Ending e, Then then, Reason reason) ->
                            new Stopping(e.at(Ending.Step.KILLED), then, reason);
                    case Backoff backoff -> backoff.holding(ending.at(Ending.Step.KILLED));
                    case Unknown _, Stopped _, Waiting _, Starting _, Running _, Failed _ ->
                            life.state();
                };
        Life next = life.in(hastened);
        return ending.pid() == null ? Step.same(next) : kill(Step.same(next), next);
    }

    private static Step kill(Step step, Life life) {
        return step.doing(
                new Effect.Kill(life.name(), life.run()),
                new Effect.Remind(
                        life.name(), life.run(), Timer.KILL, life.spec().stop().killTimeout()));
    }

    private static Step unkillable(Life life, Ending ending, Context at) {
        String text =
                "still there "
                        + Words.seconds(life.spec().stop().killTimeout())
                        + " after KILL: process "
                        + ending.pid();
        var reason = new Reason(Reason.Code.UNKILLABLE, text, ending.exit());
        return Step.to(
                life.stamped(life.times().error(text, at.now())),
                new Failed(reason, ending),
                reason);
    }

    private static Step gone(Life life, Then then, @Nullable Exit exit, Context at) {
        var release = new Effect.Release(life.name(), life.run());
        return switch (then) {
            case Then.Rest(Reason reason) ->
                    Step.same(life).doing(release).then(rested(life, reason.with(exit), false, at));
            case Then.Fail(Reason reason) ->
                    Ends.fail(life, exit == null ? reason : reason.with(exit), at).doing(release);
            case Then.Again(Reason reason) ->
                    Step.same(life).doing(release).then(rested(life, reason.with(exit), true, at));
            case Then.Hold(Reason reason) -> held(life, reason).doing(release);
        };
    }

    /// It rests, and goes on at once where that is wanted: to a restart, or to being held back.
    private static Step rested(Life life, Reason reason, boolean again, Context at) {
        Step step =
                again ? Step.to(life, new Stopped(reason, true), reason) : Ends.rest(life, reason);
        return step.then(Lifecycle.step(step.life(), new Message.Ask.Proceed(), at));
    }

    /// It has come to rest, and waits for someone who does something about it.
    private static Step held(Life life, Reason reason) {
        Step rest = Ends.rest(life, reason);
        Link link = life.link();
        Life resting = link == null ? rest.life() : rest.life().linked(link);
        return rest.then(Links.hold(resting, reason));
    }

    private static Reason reason(Then then) {
        return switch (then) {
            case Then.Rest(Reason reason) -> reason;
            case Then.Fail(Reason reason) -> reason;
            case Then.Again(Reason reason) -> reason;
            case Then.Hold(Reason reason) -> reason;
        };
    }

    /// What a later wish makes of an earlier one: a failure stays a failure.
    private static Then later(Then before, Then now) {
        return switch (before) {
            case Then.Fail _ -> before;
            case Then.Rest _, Then.Again _, Then.Hold _ -> now;
        };
    }
}
