package dev.reeve.supervisor.core.engine;

import dev.reeve.supervisor.api.control.HealthAnswer;
import dev.reeve.supervisor.api.model.HealthPolicy;
import dev.reeve.supervisor.api.spi.HealthCheck;
import dev.reeve.supervisor.api.spi.HealthCheck.Answer;
import dev.reeve.supervisor.api.state.Health;
import dev.reeve.supervisor.core.engine.Message.Observation;
import dev.reeve.supervisor.core.guard.Guard;
import dev.reeve.supervisor.core.guard.GuardedCall;
import dev.reeve.supervisor.core.guard.Outcome;
import dev.reeve.supervisor.core.guard.Thrown;
import dev.reeve.supervisor.core.kernel.Child;
import dev.reeve.supervisor.core.kernel.Kernel;
import dev.reeve.supervisor.core.time.TimeSource;

import org.jspecify.annotations.Nullable;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/// What plugins do to know how runs fare. Each look has threads of its own: one that hangs holds up
/// nobody, and its service is not looked at again until it has ended.
final class HealthCalls {
    private final Guard guard;
    private final Kernel kernel;
    private final TimeSource time;
    private final Consumer<Input> inbox;
    private final Map<String, CheckTimes> times = new ConcurrentHashMap<>();

    HealthCalls(Guard guard, Kernel kernel, TimeSource time, Consumer<Input> inbox) {
        this.guard = guard;
        this.kernel = kernel;
        this.time = time;
        this.inbox = inbox;
    }

    /// How long the looks at each service took, by bare name.
    Map<String, CheckTimes> times() {
        return Map.copyOf(times);
    }

    /// Looks once; answers `HealthSeen`.
    ///
    /// @param to who wants to know, or null where this is one of the regular looks
    void check(ActiveRun active, @Nullable CompletableFuture<@Nullable HealthAnswer> to) {
        HealthCheck check = active.plan().health();
        HealthPolicy policy = active.plan().spec().health();
        Child child = active.child();
        if (check == null || policy == null || child == null) {
            throw new IllegalStateException(active.plan().name() + " cannot be asked");
        }
        var run = new SeenRun(active, child, policy.interval(), active.healthOutput(), kernel);
        Thread.ofVirtual()
                .name("asks " + run.service())
                .start(() -> looked(check, policy, run, active, to));
    }

    private void looked(
            HealthCheck check,
            HealthPolicy policy,
            SeenRun run,
            ActiveRun active,
            @Nullable CompletableFuture<@Nullable HealthAnswer> to) {
        long began = time.nanos();
        Answer answer;
        try {
            answer = answer(check, policy, run, active);
        } catch (InterruptedException never) {
            throw new IllegalStateException("nobody interrupts this thread", never);
        }
        double took = (time.nanos() - began) / 1e9;
        boolean failed = answer.health() == Health.UNHEALTHY;
        times.merge(run.service(), CheckTimes.one(took, failed), CheckTimes::plus);
        active.say(new Observation.HealthSeen(active.run(), answer, to == null));
        if (to != null) {
            var told = new HealthAnswer(answer.health(), answer.detail(), took, time.now());
            inbox.accept(new Input.Looked(to, told));
        }
    }

    private Answer answer(HealthCheck check, HealthPolicy policy, SeenRun run, ActiveRun active)
            throws InterruptedException {
        GuardedCall earlier = active.checker();
        if (earlier != null) {
            // Somebody else has just asked: one after the other.
            var _ = earlier.ends(policy.timeout());
        }
        var seen = new CompletableFuture<@Nullable Answer>();
        Outcome outcome =
                guard.within(
                        policy.timeout(),
                        "check",
                        "health " + run.service(),
                        check,
                        () -> seen.complete(check.check(run)),
                        active::checks);
        String kind = policy.check().kind() + ": ";
        return switch (outcome) {
            case Outcome.Done _ -> {
                Answer answer = seen.getNow(null);
                yield answer == null
                        ? new Answer(Health.UNKNOWN, kind + "gave no answer")
                        : bounded(answer);
            }
            // Nobody was asked: that says nothing of the service.
            case Outcome.Refused(String why) -> new Answer(Health.UNKNOWN, kind + why);
            case Outcome.Failed(String why, boolean _) -> new Answer(Health.UNHEALTHY, kind + why);
            case Outcome.Interrupted(String why) -> new Answer(Health.UNHEALTHY, kind + why);
            case Outcome.Late(String why) -> new Answer(Health.UNHEALTHY, kind + why);
        };
    }

    private static Answer bounded(Answer answer) {
        return new Answer(answer.health(), Thrown.cut(answer.detail()));
    }
}
