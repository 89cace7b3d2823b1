package dev.reeve.supervisor.core.engine;

import dev.reeve.supervisor.api.control.HealthAnswer;
import dev.reeve.supervisor.api.control.Reply;
import dev.reeve.supervisor.api.control.Told;
import dev.reeve.supervisor.api.model.Signal;
import dev.reeve.supervisor.api.spi.LifecycleHook.Moment;
import dev.reeve.supervisor.api.state.Liveness;
import dev.reeve.supervisor.api.state.Reason;
import dev.reeve.supervisor.core.kernel.AdoptRequest;
import dev.reeve.supervisor.core.plan.ServicePlan;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// What is to be done, as data. It is done elsewhere, and answered by messages that name the run.
public sealed interface Effect {
    /// Call the `pre_start` hooks and let the ready strategy prepare. Answered by `Prepared` or
    /// `PrepareFailed`.
    record Prepare(String service, int run, ServicePlan plan) implements Effect {}

    /// Spawn the child. Answered by `Spawned`, and then once by `Ended`, or by `SpawnFailed`.
    record Spawn(String service, int run, ServicePlan plan) implements Effect {}

    /// Take over a run that lives already. Answered as `Spawn` is.
    record Adopt(String service, int run, ServicePlan plan, AdoptRequest request)
            implements Effect {}

    /// What the run prints goes elsewhere from now on, as this plan says.
    record Reopen(String service, int run, ServicePlan plan) implements Effect {}

    /// The run's plugins are others from now on.
    record Refit(String service, int run, ServicePlan plan) implements Effect {}

    /// Open its session. Answered by `Connected` or `Lost`.
    record Connect(String service, int run, ServicePlan plan) implements Effect {}

    /// Close its session, open or not yet. Answered by `Closed`.
    record Disconnect(String service, int run) implements Effect {}

    /// Look whether the other side of its session is there. Answered by `Looked`.
    ///
    /// @param to who wants to know, or null
    /// @param provision whether a session that is not alive is of no use to who asks
    record CheckLiveness(
            String service,
            int run,
            @Nullable CompletableFuture<@Nullable Liveness> to,
            boolean provision)
            implements Effect {}

    /// Ask the ready strategy. Answered by `ReadyPassed` or `ReadyFailed`.
    record AwaitReady(String service, int run) implements Effect {}

    /// Ask the ready strategy no longer; what it says last is the answer.
    record StopAsking(String service, int run) implements Effect {}

    /// Let the ready strategy hear more of a run that is ready. Done by itself after `AwaitReady`.
    record Watch(String service, int run) implements Effect {}

    /// Remember that the run is ready, for a supervisor after this one.
    record NoteReady(String service, Life.Tally tally) implements Effect {}

    /// Look at its health. Answered by `HealthSeen`.
    ///
    /// @param to who wants to know, or null
    record CheckHealth(
            String service, int run, @Nullable CompletableFuture<@Nullable HealthAnswer> to)
            implements Effect {}

    /// Take another process of the run for its main one. Answered by `MainChanged`, where it is
    /// one.
    record FollowMain(String service, int run, long pid) implements Effect {}

    /// Send a signal to the run's process group.
    record SendSignal(String service, int run, Signal signal) implements Effect {}

    /// Send KILL to all that is left of the run; give its session up.
    record Kill(String service, int run) implements Effect {}

    /// Call the hooks at these moments, one after another, after all that were called before.
    record CallHooks(
            ServicePlan plan,
            int run,
            List<Moment> moments,
            @Nullable Long pid,
            @Nullable Reason reason)
            implements Effect {}

    /// The run is over: stop asking about it, flush what it has printed.
    record Release(String service, int run) implements Effect {}

    /// Say `TimeUp` after this long; replaces a timer of this kind that is still going.
    record Remind(String service, int run, Timer timer, Duration delay) implements Effect {}

    /// Stop everything, and exit with this code. The engine itself takes this one.
    record StopEverything(Reason reason, int code) implements Effect {}

    /// Answer a request.
    record Answer(CompletableFuture<List<Reply>> to, List<Reply> replies) implements Effect {}

    /// Answer someone who waits for a condition.
    record Tell(CompletableFuture<Boolean> to, boolean held) implements Effect {}

    /// Answer someone who wants to know how a service fares.
    record TellHealth(CompletableFuture<@Nullable HealthAnswer> to, @Nullable HealthAnswer answer)
            implements Effect {}

    /// Answer someone who wants to know whether the other side of a session is there.
    record TellLiveness(CompletableFuture<@Nullable Liveness> to, @Nullable Liveness answer)
            implements Effect {}

    /// Tell someone that a change is applied, or why it was refused.
    record TellApplied(CompletableFuture<@Nullable String> to, @Nullable String refusal)
            implements Effect {}

    /// Hand someone what came of what he has told us.
    record Hand<T>(CompletableFuture<Told<T>> to, Told<T> what) implements Effect {}

    /// Nothing runs any more: end with this code.
    ///
    /// @param handsOver whether another supervisor goes on with what still lives
    record Exit(int code, boolean handsOver) implements Effect {}
}
