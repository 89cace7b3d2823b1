package dev.reeve.supervisor.core.engine;

import dev.reeve.supervisor.api.spi.LifecycleHook.Moment;
import dev.reeve.supervisor.api.state.Desired;
import dev.reeve.supervisor.api.state.Exit;
import dev.reeve.supervisor.api.state.Reason;
import dev.reeve.supervisor.core.engine.ServiceState.Backoff;
import dev.reeve.supervisor.core.engine.ServiceState.Failed;
import dev.reeve.supervisor.core.engine.ServiceState.Stopped;
import dev.reeve.supervisor.core.engine.ServiceState.Stopping;
import dev.reeve.supervisor.core.engine.ServiceState.Then;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// The part of the table where a run ends and nobody has asked for it.
final class Ends {
    private Ends() {}

    /// Its main process has ended by itself.
    static Step byItself(Life life, long pid, Exit exit, boolean leftovers, Context at) {
        var decision =
                RestartDecision.afterExit(life.spec(), exit, life.tally().attempts(), at.chance());
        Ending ending = leftovers ? new Ending(pid, Ending.Step.ASKED, exit) : null;
        Life ended = life.stamped(life.times().stopped(at.now()));
        Step step = decided(ended, decision, exit, ending, at);
        Step released =
                ending == null ? step.doing(new Effect.Release(life.name(), life.run())) : step;
        return followed(released, decision, ending);
    }

    /// Something went wrong that may go better next time.
    ///
    /// @param ending what still lives of the run and is to be ended first, or null
    static Step retry(Life life, Reason reason, @Nullable Ending ending, Context at) {
        var decision =
                RestartDecision.afterFailure(
                        life.spec(), reason, life.tally().attempts(), at.chance());
        return followed(decided(life, decision, null, ending, at), decision, ending);
    }

    /// It is given up, and nothing of it lives.
    static Step fail(Life life, Reason reason, Context at) {
        Life failed = life.stamped(life.times().error(reason.text(), at.now()));
        Step step = Step.to(failed, new Failed(reason, null), reason);
        return life.spec().essential() ? step.doing(everything(life, reason)) : step;
    }

    /// It rests for good, and nothing of it lives.
    static Step rest(Life life, Reason reason) {
        Step step = Step.to(life, new Stopped(reason, false), reason);
        boolean byItself = reason.code() == Reason.Code.EXITED;
        return life.spec().essential() && byItself ? step.doing(everything(life, reason)) : step;
    }

    /// Tells the hooks how a run has ended.
    static Step told(Step step, Reason reason, @Nullable Exit exit) {
        Life life = step.life();
        return life.plan().hooked()
                ? step.doing(
                        new Effect.CallHooks(
                                life.plan(),
                                life.run(),
                                List.of(Moment.ON_SHUTDOWN),
                                null,
                                reason.with(exit)))
                : step;
    }

    private static Step decided(
            Life life,
            RestartDecision decision,
            @Nullable Exit exit,
            @Nullable Ending ending,
            Context at) {
        return switch (decision) {
            case RestartDecision.Rest(Reason reason) -> {
                Life resting = life.wanted(Desired.STOPPED);
                Step step =
                        ending == null
                                ? rest(resting, reason)
                                : ending(resting, ending, new Then.Rest(reason), reason);
                yield toldIf(step, reason, exit);
            }
            case RestartDecision.GiveUp(Reason reason) -> {
                Step step =
                        ending == null
                                ? fail(life, reason, at)
                                : ending(
                                        life.stamped(life.times().error(reason.text(), at.now())),
                                        ending,
                                        new Then.Fail(reason),
                                        reason);
                yield toldIf(step, reason, exit);
            }
            case RestartDecision.Again(Reason reason, var delay, int attempt) -> {
                Life next =
                        life.counting(life.tally().attempts(attempt))
                                .stamped(life.times().error(reason.text(), at.now()));
                var state = new Backoff(reason, at.now().plus(delay), false, ending, null);
                yield toldIf(Step.to(next, state, reason), reason, exit);
            }
        };
    }

    private static Step ending(Life life, Ending ending, Then then, Reason reason) {
        return Step.to(life, new Stopping(ending, then, reason), reason);
    }

    private static Step toldIf(Step step, Reason reason, @Nullable Exit exit) {
        return exit == null ? step : told(step, reason, exit);
    }

    /// The signals and timers that follow a decision.
    private static Step followed(Step step, RestartDecision decision, @Nullable Ending ending) {
        Life life = step.life();
        Step asked = ending == null ? step : Stops.please(step, life);
        return decision instanceof RestartDecision.Again(_, var delay, _)
                ? asked.doing(new Effect.Remind(life.name(), life.run(), Timer.BACKOFF, delay))
                : asked;
    }

    private static Effect everything(Life life, Reason reason) {
        int code = reason.exit() == null ? 1 : reason.exit().shellCode();
        boolean failed = reason.code() != Reason.Code.EXITED;
        String text = "essential service " + life.name() + " has ended for good: " + reason.text();
        return new Effect.StopEverything(
                new Reason(Reason.Code.SHUTDOWN, text, reason.exit()),
                failed && code == 0 ? 1 : code);
    }
}
