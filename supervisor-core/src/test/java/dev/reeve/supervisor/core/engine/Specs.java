package dev.reeve.supervisor.core.engine;

import dev.reeve.supervisor.api.model.Dependency;
import dev.reeve.supervisor.api.model.HealthPolicy;
import dev.reeve.supervisor.api.model.LogPolicy;
import dev.reeve.supervisor.api.model.OnOrphan;
import dev.reeve.supervisor.api.model.PluginUse;
import dev.reeve.supervisor.api.model.ReadyPolicy;
import dev.reeve.supervisor.api.model.RestartPolicy;
import dev.reeve.supervisor.api.model.ServiceKey;
import dev.reeve.supervisor.api.model.ServiceSpec;
import dev.reeve.supervisor.api.model.Signal;
import dev.reeve.supervisor.api.model.StopPolicy;
import dev.reeve.supervisor.api.model.Work;
import dev.reeve.supervisor.api.spi.HealthCheck.Answer;
import dev.reeve.supervisor.api.spi.SessionBackend;
import dev.reeve.supervisor.api.state.Health;
import dev.reeve.supervisor.api.state.Liveness;
import dev.reeve.supervisor.core.plan.ServicePlan;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Builds specs for tests, with short times.
final class Specs {
    private final String name;
    private final List<Dependency> dependencies = new ArrayList<>();
    private RestartPolicy.When when = RestartPolicy.When.ON_FAILURE;
    private int attempts = 3;
    private @Nullable ReadyPolicy ready;
    private @Nullable HealthPolicy health;
    private OnOrphan onOrphan = OnOrphan.KILL;
    private @Nullable String description;
    private List<String> command = List.of("/bin/true");
    private boolean essential;
    private boolean hooks;
    private boolean settles;
    private boolean session;
    private boolean autostart = true;
    private Duration stopTimeout = Duration.ofSeconds(5);
    private RestartPolicy.Backoff backoff =
            new RestartPolicy.Backoff(Duration.ofMillis(200), 2, Duration.ofSeconds(1), 0);

    private static final SessionBackend.Session SESSION =
            new SessionBackend.Session() {
                @Override
                public Liveness check() {
                    return new Liveness(Liveness.Status.ONLINE, "open", null);
                }

                @Override
                public void close() {}
            };

    private Specs(String name) {
        this.name = name;
    }

    static Specs service(String name) {
        return new Specs(name);
    }

    Specs restart(RestartPolicy.When policy, int maxAttempts) {
        when = policy;
        attempts = maxAttempts;
        return this;
    }

    Specs backoff(RestartPolicy.Backoff policy) {
        backoff = policy;
        return this;
    }

    Specs ready(Duration timeout, ReadyPolicy.OnTimeout then) {
        ready = new ReadyPolicy(PluginUse.of("fake"), Duration.ofMillis(100), timeout, then);
        return this;
    }

    Specs ready() {
        return ready(Duration.ofSeconds(10), ReadyPolicy.OnTimeout.RESTART);
    }

    Specs after(String other) {
        return after(other, Dependency.Condition.READY, true);
    }

    Specs after(String other, Dependency.Condition condition, boolean required) {
        dependencies.add(new Dependency(other, condition, required, false));
        return this;
    }

    /// Waits for it, and may be unable to do without it.
    Specs after(String other, Dependency.Condition condition, boolean required, boolean restart) {
        dependencies.add(new Dependency(other, condition, required, restart));
        return this;
    }

    /// Cannot do without it.
    Specs with(String other) {
        dependencies.add(new Dependency(other, Dependency.Condition.READY, true, true));
        return this;
    }

    Specs essential() {
        essential = true;
        return this;
    }

    /// Has a session and no process.
    Specs session() {
        session = true;
        return this;
    }

    /// Starts only where someone needs it.
    Specs manual() {
        autostart = false;
        return this;
    }

    Specs settles() {
        settles = true;
        return this;
    }

    Specs hooks() {
        hooks = true;
        return this;
    }

    Specs stopTimeout(Duration timeout) {
        stopTimeout = timeout;
        return this;
    }

    Specs health(Duration interval, int failures, HealthPolicy.OnUnhealthy then) {
        health =
                new HealthPolicy(
                        PluginUse.of("fake"), interval, Duration.ofSeconds(2), failures, then);
        return this;
    }

    Specs adopted() {
        onOrphan = OnOrphan.ADOPT;
        return this;
    }

    Specs describedAs(String text) {
        description = text;
        return this;
    }

    Specs running(String... words) {
        command = List.of(words);
        return this;
    }

    Life life() {
        return Life.fresh(plan());
    }

    ServicePlan plan() {
        return new ServicePlan(
                spec(),
                ready == null || session ? null : run -> {},
                health == null || session ? null : run -> new Answer(Health.HEALTHY, "ok"),
                session ? opening -> SESSION : null,
                hooks
                        ? List.of(new ServicePlan.NamedHook("fake", (moment, context) -> {}))
                        : List.of(),
                settles);
    }

    ServiceSpec spec() {
        return new ServiceSpec(
                new ServiceKey(session ? "session" : "process", "manifest", name),
                null,
                description,
                session
                        ? new Work.Session(PluginUse.of("fake"), Duration.ofSeconds(10))
                        : new Work.ChildProcess(
                                command,
                                false,
                                Path.of("/"),
                                Map.of(),
                                true,
                                Work.ProcessSettings.NONE),
                autostart,
                dependencies,
                Duration.ofSeconds(300),
                session ? null : ready,
                health,
                new RestartPolicy(when, attempts, Duration.ofSeconds(60), backoff),
                Set.of(0),
                essential,
                new StopPolicy(Signal.TERM, stopTimeout, Duration.ofSeconds(5)),
                onOrphan,
                List.of(),
                List.of(),
                Set.of(),
                LogPolicy.DEFAULT);
    }
}
