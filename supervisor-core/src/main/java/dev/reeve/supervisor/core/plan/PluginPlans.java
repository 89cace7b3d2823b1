package dev.reeve.supervisor.core.plan;

import dev.reeve.supervisor.api.model.Dependency;
import dev.reeve.supervisor.api.model.HealthPolicy;
import dev.reeve.supervisor.api.model.PluginUse;
import dev.reeve.supervisor.api.model.ReadyPolicy;
import dev.reeve.supervisor.api.model.ServiceSpec;
import dev.reeve.supervisor.api.model.StatsUse;
import dev.reeve.supervisor.api.model.Work;
import dev.reeve.supervisor.api.problem.Location;
import dev.reeve.supervisor.api.problem.Problem;
import dev.reeve.supervisor.api.spi.LifecycleHook;
import dev.reeve.supervisor.api.spi.LogForwarder;
import dev.reeve.supervisor.api.spi.SessionBackend;
import dev.reeve.supervisor.api.spi.StatsHandler;
import dev.reeve.supervisor.core.manifest.KeysByKind;
import dev.reeve.supervisor.core.manifest.Manifest;
import dev.reeve.supervisor.core.manifest.Places;
import dev.reeve.supervisor.core.manifest.Problems;
import dev.reeve.supervisor.core.manifest.Quantities;
import dev.reeve.supervisor.core.manifest.Shown;
import dev.reeve.supervisor.core.plugin.Catalog;
import dev.reeve.supervisor.core.plugin.Door;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;

/// Asks the plugins for what a manifest uses. A use whose kind is empty stands for a mistake that
/// was told while reading, and is passed over.
final class PluginPlans {
    private final Catalog catalog;
    private final Manifest manifest;
    private final Problems problems;
    private final Missed missed;
    private final Map<PluginUse, Shared> handlers = new LinkedHashMap<>();
    private final Map<PluginUse, SharedForwarder> forwarders = new LinkedHashMap<>();

    /// A stats handler and who shares it.
    ///
    /// @param handler null where it could not be made
    private record Shared(
            StatsUse use, @Nullable StatsHandler handler, Set<String> services, String first) {}

    /// A log forwarder and who shares it.
    ///
    /// @param forwarder null where it could not be made
    private record SharedForwarder(@Nullable LogForwarder forwarder, Set<String> services) {}

    /// Told of each use that nothing could be made for.
    interface Missed {
        /// @param why at least one
        void missed(Door<?> door, PluginUse use, List<Problem> why);
    }

    PluginPlans(Catalog catalog, Manifest manifest, Problems problems, Missed missed) {
        this.catalog = catalog;
        this.manifest = manifest;
        this.problems = problems;
        this.missed = missed;
    }

    /// A service with its ready strategy, checks and hooks.
    ServicePlan service(ServiceSpec spec) {
        String service = Places.service(spec.name());
        ReadyPolicy ready = spec.ready();
        var strategy =
                ready == null
                        ? null
                        : create(
                                Door.READY_STRATEGY,
                                ready.strategy(),
                                spec.name(),
                                Places.path(service, "ready"));
        HealthPolicy policy = spec.health();
        boolean session = !(spec.work() instanceof Work.ChildProcess);
        var check =
                policy == null || session
                        ? null
                        : create(
                                Door.HEALTH_CHECK,
                                policy.check(),
                                spec.name(),
                                Places.path(service, "health"));
        List<ServicePlan.NamedHook> hooks = new ArrayList<>();
        for (int at = 0; at < spec.hooks().size(); at++) {
            PluginUse use = spec.hooks().get(at);
            LifecycleHook hook =
                    create(Door.LIFECYCLE_HOOK, use, spec.name(), item(service, "hooks", at));
            if (hook != null) {
                hooks.add(new ServicePlan.NamedHook(use.kind(), hook));
            }
        }
        return new ServicePlan(spec, strategy, check, session(spec, service), hooks, false);
    }

    /// Keeps the stats handlers and log forwarders of a service, which are for all.
    void share(ServiceSpec spec) {
        String service = Places.service(spec.name());
        for (int at = 0; at < spec.stats().size(); at++) {
            share(spec, spec.stats().get(at), item(service, "stats", at));
        }
        List<PluginUse> forward = spec.logs().forward();
        for (int at = 0; at < forward.size(); at++) {
            share(spec, forward.get(at), item(Places.path(service, "logs"), "forward", at));
        }
    }

    /// The service with what its session requires among what it waits for.
    ServiceSpec requiring(ServiceSpec spec) {
        List<String> required =
                switch (spec.work()) {
                    case Work.ChildProcess _ -> List.of();
                    case Work.Session session ->
                            catalog.requires(Door.SESSION_BACKEND, session.backend());
                    case Work.Other other -> catalog.requires(Door.SERVICE_KIND, other.options());
                };
        List<Dependency> all = new ArrayList<>(spec.dependencies());
        for (String name : required) {
            if (all.stream().noneMatch(dependency -> dependency.service().equals(name))) {
                all.add(new Dependency(name, Dependency.Condition.READY, true, false));
            }
        }
        return all.size() == spec.dependencies().size() ? spec : spec.withDependencies(all);
    }

    /// What opens its session, or null where it has none or that could not be made.
    private @Nullable SessionBackend session(ServiceSpec spec, String service) {
        return switch (spec.work()) {
            case Work.ChildProcess _ -> null;
            case Work.Session(PluginUse backend, _) ->
                    create(
                            Door.SESSION_BACKEND,
                            backend,
                            spec.name(),
                            Places.path(service, "backend"),
                            Places.path(service, "config"));
            case Work.Other(PluginUse kind, _) -> {
                String key = Places.path(service, "kind");
                Set<String> kinds = new TreeSet<>(catalog.kinds(Door.SERVICE_KIND));
                if (!kinds.contains(kind.kind())) {
                    kinds.addAll(List.of("process", "session"));
                    problems.unknown(
                            manifest.places().of(key),
                            key,
                            "there is no kind of service called",
                            kind.kind(),
                            kinds);
                    yield null;
                }
                belongs(service, kind.kind());
                yield create(
                        Door.SERVICE_KIND, kind, spec.name(), key, Places.path(service, "config"));
            }
        };
    }

    /// Keys of processes that are written for a plugin's kind.
    private void belongs(String service, String kind) {
        List<String> strange = new ArrayList<>(KeysByKind.OF_PROCESSES);
        strange.add("backend");
        for (String key : strange) {
            String path = Places.path(service, key);
            Location place = manifest.places().known().get(path);
            if (place != null) {
                problems.at(
                        place,
                        path,
                        "%s is not for `kind: %s`: its own options go below `config`"
                                .formatted(Shown.quoted(key), kind));
            }
        }
    }

    /// Each log forwarder once, with the services whose lines it gets.
    List<Plan.ForwardPlan> forwarders() {
        List<Plan.ForwardPlan> plans = new ArrayList<>();
        forwarders.forEach(
                (use, shared) -> {
                    if (shared.forwarder() != null) {
                        plans.add(new Plan.ForwardPlan(use, shared.forwarder(), shared.services()));
                    }
                });
        return plans;
    }

    /// Each stats handler once, with the services it is for.
    List<Plan.StatsPlan> stats() {
        List<Plan.StatsPlan> plans = new ArrayList<>();
        for (Shared shared : handlers.values()) {
            if (shared.handler() != null) {
                plans.add(new Plan.StatsPlan(shared.use(), shared.handler(), shared.services()));
            }
        }
        return plans;
    }

    List<Plan.NamedControl> control() {
        return named("control", manifest.control(), Door.CONTROL_SERVER, Plan.NamedControl::new);
    }

    List<Plan.NamedSubscriber> subscribers() {
        return named(
                "subscribers",
                manifest.settings().subscribers(),
                Door.EVENT_SUBSCRIBER,
                Plan.NamedSubscriber::new);
    }

    List<Plan.NamedProducer> producers() {
        return named(
                "producers",
                manifest.settings().producers(),
                Door.STATE_PRODUCER,
                Plan.NamedProducer::new);
    }

    private <P, N> List<N> named(
            String list, List<PluginUse> uses, Door<P> door, BiFunction<PluginUse, P, N> name) {
        List<N> all = new ArrayList<>();
        for (int at = 0; at < uses.size(); at++) {
            PluginUse use = uses.get(at);
            String key = Places.path(list, Integer.toString(at));
            P product = create(door, use, manifest.name(), key);
            if (product != null) {
                all.add(name.apply(use, product));
            }
        }
        return all;
    }

    private void share(ServiceSpec spec, StatsUse use, String key) {
        Shared shared = handlers.get(use.handler());
        if (shared == null) {
            StatsHandler handler = create(Door.STATS_HANDLER, use.handler(), spec.name(), key);
            shared = new Shared(use, handler, new HashSet<>(), spec.name());
            handlers.put(use.handler(), shared);
        }
        shared.services().add(spec.name());
        if (!shared.use().interval().equals(use.interval())) {
            problems.at(
                    manifest.places().of(key),
                    key,
                    "`%s` shares the stats handler %s with `%s`, and so must have its interval, %s"
                            .formatted(
                                    spec.name(),
                                    Shown.quoted(use.handler().kind()),
                                    shared.first(),
                                    Quantities.words(shared.use().interval())));
        }
    }

    private void share(ServiceSpec spec, PluginUse use, String key) {
        forwarders
                .computeIfAbsent(
                        use,
                        _ ->
                                new SharedForwarder(
                                        create(Door.LOG_FORWARDER, use, manifest.name(), key),
                                        new HashSet<>()))
                .services()
                .add(spec.name());
    }

    private <P> @Nullable P create(Door<P> door, PluginUse use, String service, String key) {
        String path = Places.path(key, use.kind());
        return create(door, use, service, path, path);
    }

    /// @param named where the kind is written
    /// @param key where its options are
    private <P> @Nullable P create(
            Door<P> door, PluginUse use, String service, String named, String key) {
        if (use.kind().isEmpty()) {
            return null;
        }
        var context = new UseContext(service, manifest.baseDirectory(), manifest.stateDirectory());
        var spot = new Catalog.Spot(named, key, manifest.places()::of);
        List<Problem> why = new ArrayList<>();
        P product = catalog.create(door, use, context, spot, why::add);
        why.forEach(problems::add);
        if (product == null) {
            missed.missed(door, use, why);
        }
        return product;
    }

    private static String item(String service, String key, int at) {
        return Places.path(Places.path(service, key), Integer.toString(at));
    }
}
