package dev.reeve.supervisor.core.control;

import dev.reeve.supervisor.api.control.Adoption;
import dev.reeve.supervisor.api.control.EventQuery;
import dev.reeve.supervisor.api.control.Events;
import dev.reeve.supervisor.api.control.Explanation;
import dev.reeve.supervisor.api.control.HealthAnswer;
import dev.reeve.supervisor.api.control.LogLine;
import dev.reeve.supervisor.api.control.LogStream;
import dev.reeve.supervisor.api.control.ReloadAnswer;
import dev.reeve.supervisor.api.control.Reply;
import dev.reeve.supervisor.api.control.Request;
import dev.reeve.supervisor.api.control.StatsSample;
import dev.reeve.supervisor.api.control.Supervisor;
import dev.reeve.supervisor.api.control.SupervisorSnapshot;
import dev.reeve.supervisor.api.control.Totals;
import dev.reeve.supervisor.api.event.EventStream;
import dev.reeve.supervisor.api.problem.Location;
import dev.reeve.supervisor.api.state.Phase;
import dev.reeve.supervisor.api.state.Reason;
import dev.reeve.supervisor.api.state.ServiceSnapshot;
import dev.reeve.supervisor.core.engine.EffectRunner;
import dev.reeve.supervisor.core.engine.EngineLoop;
import dev.reeve.supervisor.core.engine.Input;
import dev.reeve.supervisor.core.engine.Life;
import dev.reeve.supervisor.core.engine.Published;
import dev.reeve.supervisor.core.event.Journal;
import dev.reeve.supervisor.core.output.Output;
import dev.reeve.supervisor.core.plan.Configuration;
import dev.reeve.supervisor.core.plan.Definitions;
import dev.reeve.supervisor.core.plan.Plan;
import dev.reeve.supervisor.core.plugin.Catalog;
import dev.reeve.supervisor.core.stats.Running;
import dev.reeve.supervisor.core.stats.StatsBoard;
import dev.reeve.supervisor.core.time.TimeSource;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// The door to the supervisor of this process: reads what the engine has published, and puts
/// requests
/// into its inbox.
public final class LocalSupervisor implements Supervisor {
    /// How much longer than its start timeout an asker waits, so that it hears of the timeout.
    private static final Duration MORE = Duration.ofSeconds(10);

    private final Parts parts;
    private final Instant startedAt;
    private final long startedNanos;

    /// What a supervisor is made of.
    ///
    /// @param version the platform's version
    public record Parts(
            Plan plan,
            EngineLoop loop,
            EffectRunner runner,
            Journal journal,
            Output output,
            StatsBoard stats,
            Catalog catalog,
            TimeSource time,
            String version,
            CompletableFuture<Integer> ended) {}

    public LocalSupervisor(Parts parts) {
        this.parts = parts;
        this.startedAt = parts.time().now();
        this.startedNanos = parts.time().nanos();
    }

    @Override
    public SupervisorSnapshot status() {
        Published now = parts.loop().published();
        long running = now.lives().stream().filter(l -> l.state().phase() == Phase.RUNNING).count();
        Plan plan = parts.plan();
        return new SupervisorSnapshot(
                plan.name(),
                now.status(),
                parts.version(),
                ProcessHandle.current().pid(),
                startedAt,
                (parts.time().nanos() - startedNanos) / 1e9,
                "simple",
                now.lives().size(),
                Math.toIntExact(running),
                parts.journal().evicted(),
                plan.stateDirectory().toString(),
                plan.file().toString(),
                now.seq());
    }

    @Override
    public Services services() {
        Published now = parts.loop().published();
        long nanos = parts.time().nanos();
        List<ServiceSnapshot> items =
                now.lives().stream()
                        .map(life -> Snapshots.of(life, nanos))
                        .sorted((a, b) -> a.key().compareTo(b.key()))
                        .toList();
        return new Services(now.seq(), items);
    }

    @Override
    public Match match(List<String> targets) {
        return Targets.match(services().items(), targets);
    }

    @Override
    public @Nullable Definition definition(String name) {
        Life life = find(name);
        if (life == null) {
            return null;
        }
        Location place = parts.plan().place(life.name());
        return new Definition(
                Definitions.of(life.spec()),
                Definitions.hash(life.spec()),
                false,
                place == null ? null : place.toString());
    }

    @Override
    public CompletableFuture<Reply> ask(String name, Request request) {
        return ask(List.of(name), request).thenApply(List::getFirst);
    }

    @Override
    public CompletableFuture<List<Reply>> ask(List<String> names, Request request) {
        var to = new CompletableFuture<List<Reply>>();
        List<String> bare = names.stream().map(this::bare).toList();
        if (bare.isEmpty()) {
            return CompletableFuture.completedFuture(List.of());
        }
        parts.loop().accept(new Input.Asked(bare, request, to));
        Duration longest = longest(bare);
        return to.copy()
                .completeOnTimeout(
                        bare.stream().map(name -> late(name, longest)).toList(),
                        longest.toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    @Override
    public Events events(EventQuery query) {
        return parts.journal().page(query);
    }

    @Override
    public EventStream follow(long after) {
        return parts.journal().follow(after);
    }

    @Override
    public @Nullable List<LogLine> logs(String name, @Nullable String stream, int lines) {
        Life life = find(name);
        return life == null
                ? null
                : parts.output().tail(life.name(), life.spec().logs(), stream, lines);
    }

    @Override
    public LogStream followLogs(List<String> names, @Nullable String stream) {
        return parts.output().follow(new HashSet<>(names), stream);
    }

    @Override
    public @Nullable StatsSample stats(String name) {
        Life life = find(name);
        if (life == null) {
            return null;
        }
        EffectRunner.Running running = parts.runner().running(life.name());
        try {
            return parts.stats()
                    .sample(
                            life.name(),
                            running == null
                                    ? new Running(life.run(), Set::of)
                                    : new Running(running.run(), running.child()::processes));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    @Override
    public List<PluginSnapshot> plugins() {
        return parts.catalog().plugins();
    }

    @Override
    public Map<String, List<Edge>> graph() {
        return parts.plan().graph();
    }

    @Override
    public Map<String, Object> config() {
        return Configuration.of(parts.plan());
    }

    @Override
    public CompletableFuture<@Nullable HealthAnswer> checkHealth(String name) {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletableFuture<ReloadAnswer> reload(@Nullable Path manifest, boolean dryRun) {
        return CompletableFuture.completedFuture(
                new ReloadAnswer(
                        false,
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        "not available yet",
                        List.of(),
                        dryRun,
                        Map.of(),
                        List.of()));
    }

    private static CompletableFuture<Reply> unavailable(String name) {
        return CompletableFuture.completedFuture(
                new Reply.Refused(name, Reply.Kind.CONFLICT, "not available yet", List.of()));
    }

    @Override
    public CompletableFuture<Reply> add(Map<String, Object> definition) {
        return unavailable(String.valueOf(definition.get("name")));
    }

    @Override
    public CompletableFuture<Reply> define(String name, Map<String, Object> definition) {
        return unavailable(name);
    }

    @Override
    public CompletableFuture<Reply> remove(String name, boolean stop) {
        return unavailable(name);
    }

    @Override
    public CompletableFuture<Discovery> discover(String provider, Map<String, Object> options) {
        return CompletableFuture.completedFuture(new Discovery(List.of(), List.of()));
    }

    @Override
    public CompletableFuture<Reply> adopt(Adoption adoption) {
        return unavailable(adoption.name());
    }

    @Override
    public CompletableFuture<Reply> upgrade(@Nullable Path home) {
        return unavailable("supervisor");
    }

    @Override
    public @Nullable Explanation explain(String name) {
        return null;
    }

    @Override
    public Totals totals() {
        return new Totals(0, 0, new java.util.TreeMap<>(), new java.util.TreeMap<>(), 0);
    }

    @Override
    public Map<String, Object> export(Set<String> sources) {
        return Map.of();
    }

    @Override
    public CompletableFuture<Void> shutdown(String reason) {
        parts.loop().accept(new Input.Shutdown(Reason.of(Reason.Code.SHUTDOWN, reason), 0));
        return parts.ended().thenAccept(_ -> {});
    }

    @Override
    public CompletableFuture<Boolean> await(String name, String condition, Duration timeout) {
        var held = new CompletableFuture<Boolean>();
        Input.Condition wanted =
                switch (condition) {
                    case "stopped" -> Input.Condition.STOPPED;
                    case "healthy" -> Input.Condition.HEALTHY;
                    default -> Input.Condition.READY;
                };
        parts.loop().accept(new Input.Awaited(bare(name), wanted, held));
        return held.completeOnTimeout(false, timeout.toMillis(), TimeUnit.MILLISECONDS);
    }

    private Duration longest(List<String> names) {
        Duration longest = Duration.ZERO;
        for (String name : names) {
            Life life = find(name);
            if (life != null) {
                var stop = life.spec().stop();
                Duration all =
                        life.spec()
                                .startTimeout()
                                .plus(stop.timeout())
                                .plus(stop.killTimeout())
                                .plus(MORE);
                longest = longest.compareTo(all) < 0 ? all : longest;
            }
        }
        return longest.isZero() ? MORE : longest;
    }

    private Reply late(String name, Duration longest) {
        Life life = find(name);
        Phase phase = life == null ? Phase.UNKNOWN : life.state().phase();
        return new Reply.Failed(
                name, phase, "still " + phase.word() + " after " + longest.toSeconds() + " s");
    }

    private @Nullable Life find(String name) {
        String bare = bare(name);
        for (Life life : parts.loop().published().lives()) {
            if (life.name().equals(bare)) {
                return life;
            }
        }
        return null;
    }

    /// The bare name of a service that is named by its bare name or its full key.
    private String bare(String name) {
        if (name.indexOf(':') < 0) {
            return name;
        }
        for (Life life : parts.loop().published().lives()) {
            if (life.spec().key().toString().equals(name)) {
                return life.name();
            }
        }
        return name;
    }
}
