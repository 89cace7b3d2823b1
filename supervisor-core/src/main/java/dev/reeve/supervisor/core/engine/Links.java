package dev.reeve.supervisor.core.engine;

import dev.reeve.supervisor.api.event.Event;
import dev.reeve.supervisor.api.model.HealthPolicy;
import dev.reeve.supervisor.api.model.HealthPolicy.OnUnhealthy;
import dev.reeve.supervisor.api.spi.Report;
import dev.reeve.supervisor.api.state.Desired;
import dev.reeve.supervisor.api.state.Liveness;
import dev.reeve.supervisor.api.state.Reason;
import dev.reeve.supervisor.core.engine.Message.Ask;
import dev.reeve.supervisor.core.engine.Message.Observation;
import dev.reeve.supervisor.core.engine.ServiceState.Running;
import dev.reeve.supervisor.core.engine.ServiceState.Stopping;
import dev.reeve.supervisor.core.engine.ServiceState.Then;
import dev.reeve.supervisor.core.engine.ServiceState.Waiting;

import org.jspecify.annotations.Nullable;

/// The part of the table that is about sessions: runs that have no process.
///
/// ```
///   connecting ── open ──────────→ running ── lost, or found dead ──→ closed ─┐
///        │ refused                                                            │
///        └────────────────→ by its category ←─────────────────────────────────┘
///            unauthorized  → waiting(auth_required), nothing is counted
///            misconfigured → failed
///            offline, unknown → backoff(unreachable), as a crash is
/// ```
final class Links {
    private Links() {}

    /// Seen while its session is being opened.
    static Step connecting(Life life, boolean again, Observation seen, Context at) {
        return switch (seen) {
            case Observation.Connected(_, Liveness liveness) ->
                    Starts.ready(seen(life, liveness), 0, again, at);
            case Observation.Lost(_, Liveness liveness) ->
                    lost(seen(life, liveness), liveness, null, at);
            case Observation.Reported(_, Report report) -> Checks.said(life, 0, report, at);
            case Observation.TimeUp(_, Timer timer) ->
                    timer == Timer.START
                            ? Ends.retry(life, Starts.startTimeout(life), open(), at)
                            : Step.same(life);
            case Observation.Looked _, Observation.Closed _ -> Step.same(life);
            case Observation.Prepared _, Observation.PrepareFailed _, Observation.Spawned _ ->
                    Step.same(life);
            case Observation.SpawnFailed _, Observation.ReadyPassed _, Observation.ReadyFailed _ ->
                    Step.same(life);
            case Observation.HealthSeen _, Observation.MainChanged _ -> Step.same(life);
            case Observation.Ended _, Observation.Emptied _ -> Step.same(life);
        };
    }

    /// Seen while it is open.
    static Step running(Life life, Observation.OfSession seen, Context at) {
        return switch (seen) {
            case Observation.Lost(_, Liveness liveness) ->
                    lost(seen(life, liveness), liveness, open(), at);
            case Observation.Looked looked -> looked(life, looked, at);
            case Observation.Connected _, Observation.Closed _ -> Step.same(life);
        };
    }

    /// Someone wants to know now.
    static Step wanted(Life life, Ask.Look asked) {
        Link link = life.link();
        return link != null && life.state() instanceof Running
                ? Step.same(life)
                        .doing(
                                new Effect.CheckLiveness(
                                        life.name(), life.run(), asked.to(), asked.provision()))
                : Step.same(life)
                        .doing(
                                new Effect.TellLiveness(
                                        asked.to(), link == null ? null : link.liveness()));
    }

    /// It has just been opened: that was the first look at it.
    static Step begin(Step ready, Context at) {
        Life life = ready.life();
        HealthPolicy policy = life.spec().health();
        Step healthy = ready.then(Checks.passed(life, "connected", at));
        return policy == null || life.vitals().paused()
                ? healthy
                : healthy.doing(
                        new Effect.Remind(life.name(), life.run(), Timer.CHECK, policy.interval()));
    }

    /// Whether it would be open only for others: nobody has wanted it for itself.
    static boolean lends(Life life) {
        Link link = life.link();
        return link != null && (link.lent() || life.desired() != Desired.RUNNING);
    }

    /// It tells something of itself.
    static Step knowing(Life life, Report.Details told) {
        Link link = life.link();
        return Step.same(link == null ? life : life.linked(link.knowing(told.details())));
    }

    static Step at(Life life, String address) {
        Link link = life.link();
        return Step.same(link == null ? life : life.linked(link.at(address)));
    }

    /// It waits until someone does something about it; nothing of it lives.
    static Step hold(Life life, Reason reason) {
        return Step.to(life.counting(life.tally().attempts(0)), new Waiting(reason), reason);
    }

    /// Adds the event of a step by which the other side came or went.
    static Step told(@Nullable Link before, Step step) {
        Link after = step.life().link();
        if (before == null || after == null) {
            return step;
        }
        Liveness was = before.liveness();
        Liveness is = after.liveness();
        Life life = step.life();
        return was.status() == is.status()
                ? step
                : step.telling(
                        new Event.LivenessChanged(
                                life.spec().key(),
                                life.run() == 0 ? null : life.run(),
                                was.status(),
                                is.status(),
                                is.detail()));
    }

    private static Step looked(Life life, Observation.Looked look, Context at) {
        Liveness liveness = look.liveness();
        Life seen = seen(life, liveness);
        HealthPolicy policy = life.spec().health();
        Step step =
                switch (liveness.status()) {
                    case ONLINE -> Checks.passed(seen, liveness.detail(), at);
                    case UNAUTHORIZED, MISCONFIGURED -> lost(seen, liveness, open(), at);
                    case OFFLINE ->
                            look.provision() || policy == null
                                    ? lost(seen, liveness, open(), at)
                                    : failed(seen, policy, liveness, at);
                    case UNKNOWN ->
                            look.provision()
                                    ? lost(seen, liveness, open(), at)
                                    : Step.same(seen.faring(seen.vitals().looked(at.now())));
                };
        boolean goesOn =
                step.life().state() instanceof Running
                        && look.regular()
                        && !step.life().vitals().paused();
        return policy != null && goesOn
                ? step.doing(
                        new Effect.Remind(life.name(), life.run(), Timer.CHECK, policy.interval()))
                : step;
    }

    private static Step failed(Life life, HealthPolicy policy, Liveness liveness, Context at) {
        Step step = Checks.failedOnce(life, policy, liveness.detail(), at);
        boolean ill = step.life().vitals().failures() >= policy.failures();
        return ill && policy.onUnhealthy() == OnUnhealthy.RESTART
                ? step.then(lost(step.life(), liveness, open(), at))
                : step;
    }

    /// There is no session, or none that is of use: what comes of it is a matter of why.
    ///
    /// @param open what is to be closed first, or null
    private static Step lost(Life life, Liveness why, @Nullable Ending open, Context at) {
        return switch (why.status()) {
            case UNAUTHORIZED -> {
                var reason = Reason.of(Reason.Code.AUTH_REQUIRED, why.detail());
                Life told = life.stamped(life.times().error(reason.text(), at.now()));
                yield open == null
                        ? released(hold(told, reason))
                        : ended(told, open, new Then.Hold(reason), reason);
            }
            case MISCONFIGURED -> {
                var reason = Reason.of(Reason.Code.MISCONFIGURED, why.detail());
                Life told = life.stamped(life.times().error(reason.text(), at.now()));
                yield open == null
                        ? released(Ends.fail(told, reason, at))
                        : ended(told, open, new Then.Fail(reason), reason);
            }
            case OFFLINE, UNKNOWN, ONLINE -> {
                var reason = Reason.of(Reason.Code.UNREACHABLE, why.detail());
                Step step = Ends.retry(life, reason, open, at);
                yield open == null ? released(step) : step;
            }
        };
    }

    private static Step ended(Life life, Ending open, Then then, Reason reason) {
        Step step = Step.to(life, new Stopping(open, then, reason), reason);
        return Stops.please(step, step.life());
    }

    private static Step released(Step step) {
        return step.doing(new Effect.Release(step.life().name(), step.life().run()));
    }

    /// A session that is to be closed.
    private static Ending open() {
        return new Ending(0L, Ending.Step.ASKED, null);
    }

    private static Life seen(Life life, Liveness liveness) {
        Link link = life.link();
        return link == null ? life : life.linked(link.seen(liveness));
    }
}
