package dev.reeve.supervisor.core.engine;

import dev.reeve.supervisor.api.spi.Report;
import dev.reeve.supervisor.api.state.Desired;
import dev.reeve.supervisor.api.state.Exit;
import dev.reeve.supervisor.api.state.Reason;
import dev.reeve.supervisor.core.engine.Life.Tally;
import dev.reeve.supervisor.core.engine.Message.Ask;
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
import dev.reeve.supervisor.core.plan.How;
import dev.reeve.supervisor.core.plan.ServicePlan;

/// The life of a service: the whole table of states and what comes to them.
///
/// ```
///                 start                    spawned, ready
///   unknown ──┬──────────→ starting ───────────────────────→ running
///   stopped ──┤ gate shut     │  ↑                            │   │
///   failed  ──┴──→ waiting ───│──┘ gate opens                 │   │ ends by itself:
///                             │                          stop │   │ again → backoff ─ wait over →
/// starting
///                             └── stop ──→ stopping ←─────────┘   │ well  → stopped(exited)
///                                             │ all gone          └ else  → failed
///                                             └→ stopped, or failed, or stopped and on to a start
/// ```
///
/// Three rules keep it small. A run is over when its main process has ended **and** nothing else of
/// it lives; what still lives is an {@link Ending}, which also a `backoff` (or, when KILL did not
/// help, a `failed`) may hold, so that a new run never starts beside an old one. Every observation
/// names its run; what an older run says is dropped here, once. A start asks the {@link Gate} that
/// comes with the message, so the table itself knows nothing of other services.
final class Lifecycle {
    private Lifecycle() {}

    /// What a message makes of a service. Pure: the same arguments, the same step.
    static Step step(Life life, Message message, Context at) {
        Step step = stepped(life, message, at);
        return Links.told(life.link(), step);
    }

    private static Step stepped(Life life, Message message, Context at) {
        return switch (message) {
            case Ask ask -> asked(life, ask, at);
            case Observation seen ->
                    seen.run() == life.run() ? seen(life, seen, at) : Step.same(life);
        };
    }

    // -- what someone wants

    private static Step asked(Life life, Ask ask, Context at) {
        return switch (ask) {
            case Ask.Start() -> start(wanted(life, false), at);
            case Ask.Lend() -> start(wanted(life, Links.lends(life)), at);
            case Ask.Restart() -> restart(wanted(life, false), at);
            case Ask.Proceed() -> proceed(life, at);
            case Ask.Stop(Reason reason, boolean force) ->
                    Stops.stop(life.wanted(Desired.STOPPED), new Then.Rest(reason), force);
            case Ask.Return() -> returned(life);
            case Ask.Suspend() -> {
                var paused = Reason.of(Reason.Code.PAUSED, "suspended");
                Step held =
                        Stops.stop(life.wanted(Desired.SUSPENDED), new Then.Rest(paused), false);
                yield held.then(proceed(held.life(), at));
            }
            case Ask.Follow(Reason reason) -> follow(life, reason, at);
            case Ask.Renew(ServicePlan plan, How how) -> Renewals.renew(life, plan, how, at);
            case Ask.Refit refit -> Renewals.refit(life, refit, at);
            case Ask.Found found -> Renewals.found(life, found);
            case Ask.Check check -> Checks.wanted(life, check);
            case Ask.Look look -> Links.wanted(life, look);
            case Ask.PauseHealth(boolean pause) -> Checks.pause(life, pause);
            case Ask.Resume() ->
                    life.desired() == Desired.SUSPENDED
                            ? start(renewed(life).wanted(Desired.RUNNING), at)
                            : Step.same(life);
            case Ask.SendSignal(var signal) ->
                    life.state().livingPid() == null
                            ? Step.same(life)
                            : Step.same(life)
                                    .doing(new Effect.SendSignal(life.name(), life.run(), signal));
        };
    }

    private static Life wanted(Life life, boolean lent) {
        Link link = life.link();
        Life next = renewed(life).wanted(Desired.RUNNING);
        return link == null ? next : next.linked(link.lent(lent));
    }

    private static Step returned(Life life) {
        var reason = Reason.of(Reason.Code.REQUESTED, "nobody needs it any more");
        return life.desired() == Desired.RUNNING && Links.lends(life)
                ? Stops.stop(life.wanted(Desired.STOPPED), new Then.Rest(reason), false)
                : Step.same(life);
    }

    static Step start(Life life, Context at) {
        return switch (life.state()) {
            case Unknown _, Stopped _, Waiting _ -> enter(life, at, false);
            case Failed(_, Ending ending) ->
                    ending == null ? enter(life, at, false) : Step.same(life);
            case Backoff backoff ->
                    backoff.ending() == null
                            ? enter(life, at, true)
                            : Step.same(life.in(backoff.waited().resting(null)));
            case Stopping(Ending ending, _, Reason reason) ->
                    Step.same(life.in(new Stopping(ending, new Then.Again(reason), reason)));
            case Starting _, Running _ -> Step.same(life);
        };
    }

    private static Step restart(Life life, Context at) {
        var reason = Reason.of(Reason.Code.REQUESTED, "restart requested");
        return switch (life.state()) {
            case Running _ -> Stops.stop(life, new Then.Again(reason), false);
            case Starting(Stage.Probing _, _, _), Starting(Stage.Adopting _, _, _) ->
                    Stops.stop(life, new Then.Again(reason), false);
            // It is just about to be a new run: that is what was asked for.
            case Starting(Stage.Preparing _, _, _), Starting(Stage.Spawning _, _, _) ->
                    Step.same(life);
            case Starting(Stage.Connecting _, _, _) -> Step.same(life);
            case Unknown _, Stopped _, Waiting _, Failed _, Backoff _, Stopping _ ->
                    start(life, at);
        };
    }

    /// What it cannot do without is gone.
    private static Step follow(Life life, Reason reason, Context at) {
        return switch (life.state()) {
            case Running _, Starting(Stage.Probing _, _, _), Starting(Stage.Adopting _, _, _) ->
                    Stops.stop(life, new Then.Again(reason), false);
            case Starting(Stage.Spawning _, _, _), Starting(Stage.Connecting _, _, _) ->
                    Stops.stop(life, new Then.Again(reason), false);
            case Starting(Stage.Preparing _, _, _) -> {
                Step stopped = Stops.stop(life, new Then.Rest(reason), false);
                yield stopped.then(proceed(stopped.life(), at));
            }
            case Unknown _, Stopped _, Waiting _, Failed _, Backoff _, Stopping _ ->
                    Step.same(life);
        };
    }

    /// Looks at the gate again, for a service that is wanted and rests or waits.
    static Step proceed(Life life, Context at) {
        return switch (life.state()) {
            // Only someone who asks for it can have done something about that.
            case Waiting(Reason reason) when reason.code() == Reason.Code.AUTH_REQUIRED ->
                    Step.same(life);
            case Unknown _, Waiting _ -> wantedOrHeld(life, false, at);
            case Stopped(_, boolean again) -> wantedOrHeld(life, again, at);
            case Starting _, Running _, Stopping _, Backoff _, Failed _ -> Step.same(life);
        };
    }

    private static Step wantedOrHeld(Life life, boolean again, Context at) {
        return switch (life.desired()) {
            case RUNNING -> enter(life, at, again);
            case SUSPENDED -> {
                var paused = Reason.of(Reason.Code.PAUSED, "suspended");
                yield Step.to(life, new Waiting(paused), paused);
            }
            case STOPPED -> Step.same(life);
        };
    }

    /// Starts where the gate is open, waits where it is shut, and does neither where something is
    /// missing that only people can bring.
    private static Step enter(Life life, Context at, boolean again) {
        String lacks = life.latest().lacks();
        if (lacks != null) {
            var reason = Reason.of(Reason.Code.MISCONFIGURED, lacks);
            Life failed = life.stamped(life.times().error(lacks, at.now()));
            return life.state() instanceof Failed
                    ? Step.same(failed.in(new Failed(reason, null)))
                    : Step.to(failed, new Failed(reason, null), reason);
        }
        return switch (at.gate()) {
            case Gate.Closed(Reason reason) -> Step.to(life, new Waiting(reason), reason);
            case Gate.Open() -> begin(life, again, at);
        };
    }

    private static Step begin(Life life, boolean again, Context at) {
        Tally tally = life.tally();
        Life next =
                life.by(life.latest())
                        .faring(life.vitals().ofNewRun())
                        .counting(
                                new Tally(
                                        tally.run() + 1,
                                        tally.starts() + 1,
                                        tally.restarts() + (tally.attempts() > 0 ? 1 : 0),
                                        tally.attempts()));
        int run = next.run();
        var reason = Reason.of(Reason.Code.REQUESTED, "run " + run + " starts");
        boolean prepares = next.plan().prepares();
        String name = life.name();
        Step step =
                prepares
                        ? Step.to(next, new Starting(new Stage.Preparing(), reason, again), reason)
                                .doing(new Effect.Prepare(name, run, next.plan()))
                        : made(next, again, reason, at);
        return step.doing(new Effect.Remind(name, run, Timer.START, next.spec().startTimeout()));
    }

    /// All that comes before is done: a process is spawned, or a session opened.
    static Step made(Life life, boolean again, Reason reason, Context at) {
        return life.plan().connects()
                ? Step.to(
                                life.stamped(life.times().started(at.now())),
                                new Starting(new Stage.Connecting(), reason, again),
                                reason)
                        .doing(new Effect.Connect(life.name(), life.run(), life.plan()))
                : Step.to(life, new Starting(new Stage.Spawning(), reason, again), reason)
                        .doing(new Effect.Spawn(life.name(), life.run(), life.plan()));
    }

    static Life renewed(Life life) {
        return life.counting(life.tally().attempts(0));
    }

    // -- what was seen of the present run

    private static Step seen(Life life, Observation seen, Context at) {
        return switch (life.state()) {
            case Starting(Stage.Preparing(), _, boolean again) ->
                    Starts.preparing(life, again, seen, at);
            case Starting(Stage.Spawning(), _, boolean again) ->
                    Starts.spawning(life, again, seen, at);
            case Starting(Stage.Connecting(), _, boolean again) ->
                    Links.connecting(life, again, seen, at);
            case Starting(Stage.Adopting adopting, _, boolean again) ->
                    Starts.adopting(life, adopting, again, seen, at);
            case Starting(Stage.Probing probing, _, boolean again) ->
                    Starts.probing(life, probing, again, seen, at);
            case Running running -> running(life, running, seen, at);
            case Stopping stopping -> Stops.stopping(life, stopping, seen, at);
            case Backoff backoff -> backoff(life, backoff, seen, at);
            case Failed failed -> Stops.stuck(life, failed, seen);
            // Nothing runs: a timer that was still going, or a hook that was too late.
            case Unknown _, Stopped _, Waiting _ -> Step.same(life);
        };
    }

    private static Step running(Life life, Running state, Observation seen, Context at) {
        long pid = state.pid();
        return switch (seen) {
            case Observation.OfSession session -> Links.running(life, session, at);
            case Observation.HealthSeen checked -> Checks.checked(life, pid, checked, at);
            case Observation.Reported(_, Report report) -> Checks.said(life, pid, report, at);
            case Observation.MainChanged(_, long other) ->
                    Step.same(life.in(new Running(other, state.sinceNanos(), state.reason())));
            case Observation.Ended(_, Exit exit, boolean leftovers) ->
                    Ends.byItself(life, pid, exit, leftovers, at);
            case Observation.TimeUp(_, Timer timer) ->
                    switch (timer) {
                        case STABLE -> Step.same(renewed(life));
                        case CHECK -> Checks.due(life);
                        case WATCHDOG -> Checks.silent(life, pid, at);
                        case START, READY, SETTLE, LAST_WORDS -> Step.same(life);
                        case GRACE, KILL, BACKOFF -> Step.same(life);
                    };
            case Observation.Prepared _, Observation.PrepareFailed _, Observation.Spawned _ ->
                    Step.same(life);
            case Observation.SpawnFailed _, Observation.ReadyPassed _, Observation.ReadyFailed _ ->
                    Step.same(life);
            case Observation.Emptied _ -> Step.same(life);
        };
    }

    private static Step backoff(Life life, Backoff state, Observation seen, Context at) {
        if (seen instanceof Observation.TimeUp(_, Timer timer) && timer == Timer.BACKOFF) {
            return state.ending() == null
                    ? enter(life, at, true)
                    : Step.same(life.in(state.waited()));
        }
        return Stops.backoff(life, state, seen, at);
    }

    /// The old run of a backoff is gone: starts where the wait is over as well.
    static Step freed(Life life, Backoff state, Context at) {
        return state.over() ? enter(life, at, true) : Step.same(life.in(state.holding(null)));
    }
}
