package dev.reeve.supervisor.core;

import dev.reeve.supervisor.api.control.HealthAnswer;
import dev.reeve.supervisor.api.control.Metric;
import dev.reeve.supervisor.api.control.Reply;
import dev.reeve.supervisor.api.control.Request;
import dev.reeve.supervisor.api.control.Supervisor;
import dev.reeve.supervisor.api.control.Totals;
import dev.reeve.supervisor.api.problem.Checked;
import dev.reeve.supervisor.api.state.Phase;
import dev.reeve.supervisor.api.state.ServiceSnapshot;
import dev.reeve.supervisor.core.plugin.TypedOptions;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The services of one kind, by a program's own types of configuration and status. Holds nothing
/// itself: what it says is what the supervisor says, of services that have come by any way.
///
/// Safe for use by several threads. What returns a future is done elsewhere.
///
/// @param <C> the configuration
/// @param <S> the status
public final class TypedServices<C extends Record, S> {
    private final House.Running running;
    private final Supervisor supervisor;
    private final String kind;
    private final Class<C> config;
    private final Function<ServiceSnapshot, S> status;
    private final Path base;

    TypedServices(
            House.Running running,
            String kind,
            Class<C> config,
            Function<ServiceSnapshot, S> status,
            Path base) {
        this.running = running;
        this.supervisor = running.supervisor();
        this.kind = kind;
        this.config = config;
        this.status = status;
        this.base = base;
    }

    /// Adds a service, which is not started, or gives it another configuration; what runs goes on
    /// by the old one until it is started anew.
    public CompletableFuture<Reply> put(String name, C configuration) {
        return put(name, configuration, Map.of());
    }

    /// The same, with more keys of a service as a manifest has them: `restart`, `health`,
    /// `depends_on`, …
    public CompletableFuture<Reply> put(String name, C configuration, Map<String, Object> keys) {
        Map<String, Object> definition = new LinkedHashMap<>();
        definition.put("autostart", false);
        definition.putAll(keys);
        definition.put("kind", kind);
        definition.put("config", TypedOptions.written(configuration));
        return supervisor.define(name, definition);
    }

    /// Removes a service.
    ///
    /// @param stop whether to stop it first, where it runs; otherwise that is a conflict
    public CompletableFuture<Reply> remove(String name, boolean stop) {
        return find(name) == null ? unknown(name) : supervisor.remove(name, stop);
    }

    /// The configuration of a service, or nothing where there is no such service.
    public Optional<C> configuration(String name) {
        Map<String, Object> options = find(name) == null ? null : running.options(name);
        if (options == null) {
            return Optional.empty();
        }
        return switch (TypedOptions.read(config, options, base, kind)) {
            case Checked.Valid<C>(C valid) -> Optional.of(valid);
            case Checked.Invalid<C> _ -> Optional.empty();
        };
    }

    /// All configurations, by name.
    public SortedMap<String, C> configurations() {
        SortedMap<String, C> all = new TreeMap<>();
        for (ServiceSnapshot service : snapshots()) {
            configuration(service.name()).ifPresent(one -> all.put(service.name(), one));
        }
        return all;
    }

    /// Starts a service; one that runs already is no mistake.
    public CompletableFuture<Reply> start(String name) {
        return ask(name, new Request.Start());
    }

    /// Starts a service by another configuration, this once: its next start is by its own again.
    public CompletableFuture<Reply> start(String name, C once) {
        Optional<C> own = configuration(name);
        if (own.isEmpty()) {
            return unknown(name);
        }
        return put(name, once)
                .thenCompose(put -> put instanceof Reply.Done ? start(name) : done(put))
                .thenCompose(started -> put(name, own.get()).thenApply(_ -> started));
    }

    /// Stops a service; one that does not run is no mistake.
    ///
    /// @param force without waiting for it
    public CompletableFuture<Reply> stop(String name, boolean force) {
        return ask(name, new Request.Stop(force));
    }

    public CompletableFuture<Reply> restart(String name) {
        return ask(name, new Request.Restart());
    }

    /// Looks at the health of a service now; null where there is no such service.
    public CompletableFuture<@Nullable HealthAnswer> checkHealth(String name) {
        return find(name) == null
                ? CompletableFuture.completedFuture(null)
                : supervisor.checkHealth(name);
    }

    /// How a service is, or nothing where there is no such service.
    public Optional<S> status(String name) {
        ServiceSnapshot service = find(name);
        return service == null ? Optional.empty() : Optional.of(status.apply(service));
    }

    /// How all are, by name; only those in one of these phases, where there are any.
    public SortedMap<String, S> list(Phase... phases) {
        Set<Phase> wanted = Set.of(phases);
        SortedMap<String, S> all = new TreeMap<>();
        for (ServiceSnapshot service : snapshots()) {
            if (wanted.isEmpty() || wanted.contains(service.phase())) {
                all.put(service.name(), status.apply(service));
            }
        }
        return all;
    }

    /// Counts over the services of this kind. Only those that run count as running.
    public Totals totals() {
        SortedMap<String, Integer> byStatus = new TreeMap<>();
        SortedMap<String, Integer> restarts = new TreeMap<>();
        int running = 0;
        int checked = 0;
        List<ServiceSnapshot> all = snapshots();
        for (ServiceSnapshot service : all) {
            byStatus.merge(service.status(), 1, Integer::sum);
            restarts.put(service.name(), service.restarts());
            running += service.phase() == Phase.RUNNING ? 1 : 0;
            checked += service.lastCheckedAt() != null && service.phase() == Phase.RUNNING ? 1 : 0;
        }
        return new Totals(all.size(), running, byStatus, restarts, checked);
    }

    /// The figures of the services of this kind.
    public List<Metric> metrics() {
        Set<String> names =
                snapshots().stream().map(ServiceSnapshot::name).collect(Collectors.toSet());
        return supervisor.metrics().stream()
                .map(metric -> of(metric, names))
                .filter(metric -> !metric.samples().isEmpty())
                .toList();
    }

    private static Metric of(Metric metric, Set<String> names) {
        return new Metric(
                metric.name(),
                metric.type(),
                metric.unit(),
                metric.help(),
                metric.samples().stream()
                        .filter(sample -> names.contains(sample.labels().get("service")))
                        .toList());
    }

    private List<ServiceSnapshot> snapshots() {
        return supervisor.services().items().stream()
                .filter(service -> service.key().kind().equals(kind))
                .toList();
    }

    private @Nullable ServiceSnapshot find(String name) {
        return snapshots().stream()
                .filter(service -> service.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    private CompletableFuture<Reply> ask(String name, Request request) {
        return find(name) == null ? unknown(name) : supervisor.ask(name, request);
    }

    private CompletableFuture<Reply> unknown(String name) {
        String text = "no service of kind `" + kind + "` is called `" + name + "`";
        return done(new Reply.Refused(name, Reply.Kind.UNKNOWN, text, List.of()));
    }

    private static CompletableFuture<Reply> done(Reply reply) {
        return CompletableFuture.completedFuture(reply);
    }
}
