package dev.reeve.supervisor.core.engine;

import dev.reeve.supervisor.api.control.HealthAnswer;
import dev.reeve.supervisor.api.model.Signal;
import dev.reeve.supervisor.api.spi.HealthCheck.Answer;
import dev.reeve.supervisor.api.spi.Report;
import dev.reeve.supervisor.api.state.Exit;
import dev.reeve.supervisor.api.state.Liveness;
import dev.reeve.supervisor.api.state.Reason;
import dev.reeve.supervisor.core.engine.Life.Tally;
import dev.reeve.supervisor.core.kernel.AdoptRequest;
import dev.reeve.supervisor.core.plan.Changes.Refitted;
import dev.reeve.supervisor.core.plan.How;
import dev.reeve.supervisor.core.plan.ServicePlan;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.CompletableFuture;

/// What can come to one service.
public sealed interface Message {
    /// Someone wants something of it.
    sealed interface Ask extends Message {
        /// Shall run, with a fresh budget of attempts.
        record Start() implements Ask {}

        /// Another one needs it: shall run, and a session only as long as any other needs it.
        record Lend() implements Ask {}

        /// What it waits for may have changed: look at the gate again.
        record Proceed() implements Ask {}

        /// Shall not run.
        ///
        /// @param reason what its rest will be put down to
        /// @param force KILL at once
        record Stop(Reason reason, boolean force) implements Ask {}

        /// It was lent, and nobody needs it any more: shall not run, unless somebody has decided
        /// otherwise by now.
        record Return() implements Ask {}

        /// Shall end and start again.
        record Restart() implements Ask {}

        /// Shall not run until it is resumed.
        record Suspend() implements Ask {}

        /// No longer held back.
        record Resume() implements Ask {}

        /// Something that it cannot do without is gone: shall end, and start when that is back.
        record Follow(Reason reason) implements Ask {}

        /// It has another definition.
        record Renew(ServicePlan plan, How how) implements Ask {}

        /// Its plugins are others by now, and its definition is the same.
        ///
        /// @param ends whether what lives of it is ended for that, and so goes on by the plugins it
        ///     was made with
        record Refit(Refitted plans, boolean ends) implements Ask {}

        /// A run of it was left by a supervisor before this one.
        ///
        /// @param ready whether it was ready
        /// @param keep whether it is to run on; otherwise it is ended first
        /// @param drift whether it was made by another definition than the present one
        record Found(Tally tally, boolean ready, boolean keep, boolean drift, AdoptRequest request)
                implements Ask {}

        /// Its health is looked at now, whatever else is going on.
        record Check(CompletableFuture<@Nullable HealthAnswer> to) implements Ask {}

        /// Somebody looks whether the other side of its session is there.
        ///
        /// @param provision whether a session that is not alive is of no use to who asks
        record Look(CompletableFuture<@Nullable Liveness> to, boolean provision) implements Ask {}

        /// Its health is no longer asked for, or again.
        record PauseHealth(boolean pause) implements Ask {}

        /// Its process group gets a signal.
        record SendSignal(Signal signal) implements Ask {}
    }

    /// Something was seen of one run. What an older run says is dropped.
    sealed interface Observation extends Message {
        /// The run it is about, from 1.
        int run();

        /// Everything before the spawn has been done.
        record Prepared(int run) implements Observation {}

        /// Something before the spawn has failed.
        record PrepareFailed(int run, Reason reason) implements Observation {}

        /// There is a process.
        record Spawned(int run, long pid) implements Observation {}

        /// There is none.
        ///
        /// @param passing whether it may go better later
        record SpawnFailed(int run, String text, boolean passing) implements Observation {}

        /// Its ready strategy says that it can be used.
        record ReadyPassed(int run) implements Observation {}

        /// Its ready strategy says that it never will.
        record ReadyFailed(int run, String text) implements Observation {}

        /// Its health was looked at.
        ///
        /// @param regular whether this was one of those that come at an interval
        record HealthSeen(int run, Answer answer, boolean regular) implements Observation {}

        /// It says something of itself.
        record Reported(int run, Report report) implements Observation {}

        /// Another of its processes is the main one now.
        record MainChanged(int run, long pid) implements Observation {}

        /// Its main process has ended.
        ///
        /// @param leftovers whether something of it still lives
        record Ended(int run, Exit exit, boolean leftovers) implements Observation {}

        /// Nothing of it lives any more.
        record Emptied(int run) implements Observation {}

        /// Something was seen of its session.
        sealed interface OfSession extends Observation {}

        /// Its session is open.
        record Connected(int run, Liveness liveness) implements OfSession {}

        /// It has no session, or none that can be used any more, and why.
        record Lost(int run, Liveness liveness) implements OfSession {}

        /// Its session is closed, or given up.
        record Closed(int run) implements OfSession {}

        /// The other side of its session was looked for.
        ///
        /// @param regular whether this was one of those looks that come at an interval
        /// @param provision whether a session that is not alive is of no use
        record Looked(int run, Liveness liveness, boolean regular, boolean provision)
                implements OfSession {}

        /// A time it was given is over.
        record TimeUp(int run, Timer timer) implements Observation {}
    }
}
