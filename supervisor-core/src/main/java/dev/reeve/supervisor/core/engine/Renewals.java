package dev.reeve.supervisor.core.engine;

import dev.reeve.supervisor.api.state.Desired;
import dev.reeve.supervisor.api.state.Reason;
import dev.reeve.supervisor.core.engine.Message.Ask;
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

/// The part of the table where a service meets what is new to it: another definition, or a run that
/// a supervisor before this one has left.
final class Renewals {
    private Renewals() {}

    /// It has another definition.
    static Step renew(Life life, ServicePlan plan, How how, Context at) {
        boolean lives = life.state().alive() || life.state().livingPid() != null;
        if (lives) {
            return ofWhatLives(life, plan, how, at);
        }
        Life next = life.by(plan);
        return ofWhatRests(how == How.ANEW ? Lifecycle.renewed(next) : next, how, at);
    }

    /// A run of it was left.
    static Step found(Life life, Ask.Found found) {
        if (!(life.state() instanceof Unknown)) {
            return Step.same(life);
        }
        var reason = Reason.of(Reason.Code.REQUESTED, "left by a supervisor before this one");
        var stage = new Stage.Adopting(found.ready(), found.request().spawnedAt());
        Life known = life.counting(found.tally()).wanted(Desired.RUNNING);
        Life drifting = found.drift() ? known.due(life.plan()) : known;
        int run = found.tally().run();
        Step step =
                Step.to(drifting, new Starting(stage, reason, true), reason)
                        .doing(new Effect.Adopt(life.name(), run, life.plan(), found.request()));
        return found.keep()
                ? step
                : step.then(
                        Stops.stop(
                                step.life().wanted(Desired.STOPPED), new Then.Rest(reason), false));
    }

    /// Its plugins are others.
    static Step refit(Life life, Ask.Refit refit, Context at) {
        ServicePlan latest = refit.plans().of(life.latest());
        boolean lives = life.state().alive() || life.state().livingPid() != null;
        if (!lives) {
            return refitted(life, life.by(latest), at);
        }
        ServicePlan plan = refit.plans().of(life.plan());
        // What is about to end goes on by what it was made with, and so does a session.
        boolean stays =
                refit.ends() || plan.lacks() != null || plan.session() != life.plan().session();
        if (stays) {
            return Step.same(life.due(latest));
        }
        Life next = life.drift() ? life.running(plan).due(latest) : life.running(plan);
        return Step.same(next).doing(new Effect.Refit(life.name(), life.run(), plan));
    }

    private static Step refitted(Life before, Life life, Context at) {
        boolean back = before.latest().lacks() != null && life.plan().lacks() == null;
        return switch (life.state()) {
            case Unknown _, Waiting _ -> Lifecycle.proceed(life, at);
            case Failed _ ->
                    back && life.desired() == Desired.RUNNING ? again(life, at) : Step.same(life);
            case Stopped _, Backoff _, Starting _, Running _, Stopping _ -> Step.same(life);
        };
    }

    private static Step ofWhatRests(Life life, How how, Context at) {
        boolean anew = how == How.ANEW;
        return switch (life.state()) {
            case Unknown _, Waiting _ -> Lifecycle.proceed(life, at);
            // What someone has held back while it was given up stays so.
            case Failed _, Backoff _ ->
                    anew && life.desired() == Desired.RUNNING ? again(life, at) : Step.same(life);
            case Stopped(Reason reason, _) ->
                    anew && life.spec().autostart() && reason.code() == Reason.Code.EXITED
                            ? again(life, at)
                            : Step.same(life);
            case Starting _, Running _, Stopping _ -> Step.same(life);
        };
    }

    private static Step again(Life life, Context at) {
        return Lifecycle.start(Lifecycle.renewed(life).wanted(Desired.RUNNING), at);
    }

    private static Step ofWhatLives(Life life, ServicePlan plan, How how, Context at) {
        return switch (how) {
            case LATER -> Step.same(life.due(plan));
            case IN_PLACE -> {
                if (life.drift()) {
                    yield Step.same(life.due(plan));
                }
                Life next = life.by(plan.goingOnFrom(life.plan()));
                Step same =
                        Step.same(next)
                                .doing(new Effect.Refit(life.name(), life.run(), next.plan()));
                boolean asked = next.plan().checks() && !life.plan().checks();
                Step step = asked && life.state() instanceof Running ? Checks.begin(same) : same;
                boolean moves = !next.spec().logs().equals(life.spec().logs());
                yield moves && life.state().livingPid() != null
                        ? step.doing(new Effect.Reopen(life.name(), life.run(), next.plan()))
                        : step;
            }
            case ANEW -> anew(life.due(plan), at);
        };
    }

    private static Step anew(Life life, Context at) {
        var reason = Reason.of(Reason.Code.RELOADED, "its definition has changed");
        return switch (life.state()) {
            case Running _, Starting(Stage.Probing _, _, _), Starting(Stage.Adopting _, _, _) ->
                    Stops.stop(life, new Then.Again(reason), false);
            case Starting(Stage.Spawning _, _, _), Starting(Stage.Connecting _, _, _) ->
                    Stops.stop(life, new Then.Again(reason), false);
            case Starting(Stage.Preparing _, _, _) -> {
                Step stopped = Stops.stop(life, new Then.Rest(reason), false);
                yield stopped.then(Lifecycle.proceed(stopped.life(), at));
            }
            case Stopping _, Backoff _, Failed _, Unknown _, Stopped _, Waiting _ ->
                    Step.same(life);
        };
    }
}
