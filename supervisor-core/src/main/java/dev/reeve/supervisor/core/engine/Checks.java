package dev.reeve.supervisor.core.engine;

import dev.reeve.supervisor.api.control.HealthAnswer;
import dev.reeve.supervisor.api.event.Event;
import dev.reeve.supervisor.api.model.HealthPolicy;
import dev.reeve.supervisor.api.model.HealthPolicy.OnUnhealthy;
import dev.reeve.supervisor.api.spi.Report;
import dev.reeve.supervisor.api.state.Health;
import dev.reeve.supervisor.api.state.Reason;
import dev.reeve.supervisor.core.engine.Message.Ask;
import dev.reeve.supervisor.core.engine.Message.Observation;
import dev.reeve.supervisor.core.engine.ServiceState.Running;
import dev.reeve.supervisor.core.time.Words;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/// The part of the table that is about health: what a running service is asked, and what it says of
/// itself.
final class Checks {
    private Checks() {}

    /// It has just become ready: from now on it is asked, and must say that it is alive.
    static Step begin(Step ready) {
        Life life = ready.life();
        Step step = ready;
        Duration silence = life.vitals().silence();
        if (silence != null) {
            step = step.doing(remind(life, Timer.WATCHDOG, silence));
        }
        return asks(life) ? step.then(ask(life.faring(life.vitals().asked()))) : step;
    }

    /// The next look is due.
    static Step due(Life life) {
        return asks(life) ? ask(life) : Step.same(life);
    }

    static Step pause(Life life, boolean pause) {
        if (life.vitals().paused() == pause) {
            return Step.same(life);
        }
        Life next = life.faring(life.vitals().paused(pause));
        return !pause && life.state() instanceof Running && asks(next)
                ? ask(next)
                : Step.same(next);
    }

    /// Someone wants to know now.
    static Step wanted(Life life, Ask.Check asked) {
        CompletableFuture<@Nullable HealthAnswer> to = asked.to();
        if (life.plan().checks() && life.state() instanceof Running) {
            return Step.same(life).doing(new Effect.CheckHealth(life.name(), life.run(), to));
        }
        Health health = life.vitals().health();
        String detail =
                !(life.state() instanceof Running)
                        ? "not running: " + life.state().phase().word()
                        : "no `health` is configured";
        return Step.same(life)
                .doing(new Effect.TellHealth(to, new HealthAnswer(health, detail, null, null)));
    }

    static Step checked(Life life, long pid, Observation.HealthSeen seen, Context at) {
        HealthPolicy policy = life.spec().health();
        if (policy == null) {
            return Step.same(life);
        }
        String detail = seen.answer().detail();
        Step step =
                switch (seen.answer().health()) {
                    case HEALTHY -> passed(life, detail, at);
                    case UNHEALTHY -> failed(life, pid, policy, detail, at);
                    case UNKNOWN, CHECKING ->
                            Step.same(life.faring(life.vitals().looked(at.now())));
                };
        boolean goesOn = step.life().state() instanceof Running && seen.regular() && asks(life);
        return goesOn ? step.doing(remind(life, Timer.CHECK, policy.interval())) : step;
    }

    /// It says something of itself while it is up, or on its way.
    static Step said(Life life, long pid, Report report, Context at) {
        Vitals vitals = life.vitals();
        boolean running = life.state() instanceof Running;
        return switch (report) {
            case Report.Status(String text) -> saying(life, text.isEmpty() ? null : text);
            case Report.Details details -> Links.knowing(life, details);
            case Report.Endpoint(String address) -> Links.at(life, address);
            case Report.Reloading() -> saying(life, "reloading");
            case Report.Reloaded() -> saying(life, null);
            case Report.Leaving() -> saying(life, "stopping");
            case Report.MainProcess(long other) ->
                    other == pid
                            ? Step.same(life)
                            : Step.same(life)
                                    .doing(new Effect.FollowMain(life.name(), life.run(), other));
            case Report.MoreTime(Duration time) ->
                    running
                            ? Step.same(life)
                            : Step.same(life)
                                    .doing(
                                            remind(life, Timer.START, time),
                                            remind(life, Timer.READY, time));
            case Report.Watchdog(Duration silence) -> {
                boolean none = silence.isZero() || silence.isNegative();
                Life next = life.faring(vitals.silentFor(none ? null : silence));
                yield none || !running
                        ? Step.same(next)
                        : Step.same(next).doing(remind(life, Timer.WATCHDOG, silence));
            }
            case Report.Alive() -> {
                Duration silence = vitals.silence();
                yield silence == null || !running
                        ? Step.same(life)
                        : alive(life, at).doing(remind(life, Timer.WATCHDOG, silence));
            }
            case Report.Trouble(String text) ->
                    running
                            ? unhealthy(life, pid, text, true, at)
                            : Ends.retry(
                                    life,
                                    Reason.of(Reason.Code.UNHEALTHY, text),
                                    new Ending(pid, Ending.Step.ASKED, null),
                                    at);
        };
    }

    /// It says something while it is being ended: it may take more time than it was given.
    static Step saidAtTheEnd(Life life, Ending ending, Report report) {
        return switch (report) {
            case Report.MoreTime(Duration time) ->
                    ending.step() == Ending.Step.ASKED
                            ? Step.same(life).doing(remind(life, Timer.GRACE, time))
                            : Step.same(life);
            case Report.Status(String text) -> saying(life, text.isEmpty() ? null : text);
            case Report.MainProcess _, Report.Reloading _, Report.Reloaded _ -> Step.same(life);
            case Report.Leaving _, Report.Watchdog _, Report.Alive _ -> Step.same(life);
            case Report.Trouble _, Report.Details _, Report.Endpoint _ -> Step.same(life);
        };
    }

    /// It has not said in time that it is alive.
    static Step silent(Life life, long pid, Context at) {
        Duration silence = life.vitals().silence();
        return silence == null
                ? Step.same(life)
                : unhealthy(
                        life,
                        pid,
                        "no sign of life for " + Words.seconds(silence) + " (watchdog)",
                        true,
                        at);
    }

    private static boolean asks(Life life) {
        return life.plan().checks() && !life.vitals().paused();
    }

    private static Step ask(Life life) {
        return Step.same(life)
                .doing(
                        life.plan().connects()
                                ? new Effect.CheckLiveness(life.name(), life.run(), null, false)
                                : new Effect.CheckHealth(life.name(), life.run(), null));
    }

    private static Step alive(Life life, Context at) {
        return life.plan().checks() ? Step.same(life) : passed(life, "says that it is alive", at);
    }

    static Step passed(Life life, String detail, Context at) {
        Life healthy = life.faring(life.vitals().passed(at.now()));
        return life.vitals().verdict() == Health.UNHEALTHY
                ? changed(healthy, Health.UNHEALTHY, Health.HEALTHY, detail)
                : Step.same(healthy);
    }

    private static Step failed(
            Life life, long pid, HealthPolicy policy, String detail, Context at) {
        Life failed = life.faring(life.vitals().failed(at.now()));
        return failed.vitals().failures() < policy.failures()
                ? Step.same(failed)
                : unhealthy(failed, pid, detail, policy.onUnhealthy() == OnUnhealthy.RESTART, at);
    }

    /// A check of a session has failed: counted, and told where those are enough.
    static Step failedOnce(Life life, HealthPolicy policy, String detail, Context at) {
        Life failed = life.faring(life.vitals().failed(at.now()));
        return failed.vitals().failures() < policy.failures()
                ? Step.same(failed)
                : unhealthy(failed, 0, detail, false, at);
    }

    private static Step unhealthy(Life life, long pid, String detail, boolean restart, Context at) {
        Health before = life.vitals().verdict();
        Life ill =
                life.faring(life.vitals().unhealthy())
                        .stamped(life.times().error("unhealthy: " + detail, at.now()));
        Step told =
                before == Health.UNHEALTHY
                        ? Step.same(ill)
                        : changed(ill, before, Health.UNHEALTHY, detail);
        return restart
                ? told.then(
                        Ends.retry(
                                ill,
                                Reason.of(Reason.Code.UNHEALTHY, "unhealthy: " + detail),
                                new Ending(pid, Ending.Step.ASKED, null),
                                at))
                : told;
    }

    private static Step changed(Life life, Health from, Health to, String detail) {
        return Step.same(life)
                .telling(new Event.HealthChanged(life.spec().key(), life.run(), from, to, detail));
    }

    private static Step saying(Life life, @Nullable String words) {
        return Step.same(life.faring(life.vitals().saying(words)));
    }

    private static Effect remind(Life life, Timer timer, Duration delay) {
        return new Effect.Remind(life.name(), life.run(), timer, delay);
    }
}
