package dev.reeve.supervisor.core.plan;

import dev.reeve.supervisor.api.model.Dependency;
import dev.reeve.supervisor.api.model.Dependency.Condition;
import dev.reeve.supervisor.api.model.ServiceSpec;
import dev.reeve.supervisor.api.problem.Checked;
import dev.reeve.supervisor.core.manifest.DefinitionReader;
import dev.reeve.supervisor.core.manifest.Draft;
import dev.reeve.supervisor.core.manifest.Manifest;
import dev.reeve.supervisor.core.manifest.Places;
import dev.reeve.supervisor.core.manifest.Problems;
import dev.reeve.supervisor.core.manifest.Shown;
import dev.reeve.supervisor.core.plugin.Catalog;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// From what is meant to what will be done: dependencies in order, programs found, users and CPUs
/// known, every plugin asked. Nothing is started, and nothing is written. May block on the disk, on
/// the user database and in plugins.
public final class Planner {
    private static final int LONGEST_CIRCLE = 1_000;

    private final Catalog catalog;
    private final Map<String, String> environment;
    private final Machine machine;

    /// @param catalog what the plugins offer
    /// @param environment the supervisor's own, which services inherit
    public Planner(Catalog catalog, Map<String, String> environment) {
        this(catalog, environment, Machine.here());
    }

    /// A planner for services that inherit the environment of this process.
    public Planner(Catalog catalog) {
        this(catalog, System.getenv());
    }

    Planner(Catalog catalog, Map<String, String> environment, Machine machine) {
        this.catalog = catalog;
        this.environment = Map.copyOf(environment);
        this.machine = machine;
    }

    /// Plans a manifest without mistakes.
    public Checked<Plan> plan(Manifest manifest) {
        return plan(new Draft(manifest, List.of()));
    }

    /// Plans what could be made out of a manifest, so that one report names the mistakes of its
    /// text and those of what it means.
    public Checked<Plan> plan(Draft draft) {
        var problems = new Problems();
        draft.problems().forEach(problems::add);
        Manifest manifest = draft.manifest();
        if (manifest == null) {
            return new Checked.Invalid<>(problems.sorted());
        }
        return Checked.of(planned(manifest, List.of(), problems), problems.sorted());
    }

    /// Plans one service more, beside others that are planned already.
    ///
    /// @param draft a manifest that holds this service only
    public Checked<Plan> planBeside(Draft draft, Collection<ServiceSpec> others) {
        var problems = new Problems();
        draft.problems().forEach(problems::add);
        Manifest manifest = draft.manifest();
        if (manifest == null) {
            return new Checked.Invalid<>(problems.sorted());
        }
        Plan plan = planned(manifest, others, problems);
        return Checked.of(plan, DefinitionReader.nowhere(problems.sorted()));
    }

    private Plan planned(Manifest manifest, Collection<ServiceSpec> others, Problems problems) {
        var processes =
                new ProcessChecks(
                        machine, manifest, new Programs(manifest, environment, problems), problems);
        processes.checkFolders();
        var plugins = new PluginPlans(catalog, manifest, problems, (_, _, _) -> {});
        var logs = new SharedLogs(manifest, problems);
        others.forEach(logs::check);
        Map<String, ServicePlan> plans = new LinkedHashMap<>();
        List<ServiceSpec> specs = manifest.services().stream().map(plugins::requiring).toList();
        for (ServiceSpec spec : specs) {
            logs.check(spec);
            plans.put(spec.name(), plugins.service(processes.checked(spec)));
            plugins.share(spec);
        }
        List<ServiceSpec> all = new ArrayList<>(others);
        all.removeIf(other -> plans.containsKey(other.name()));
        all.addAll(specs);
        Set<String> awaited = awaited(all, manifest, problems);
        List<ServicePlan> sorted = new ArrayList<>();
        for (String name : ordered(all, manifest, problems)) {
            ServicePlan plan = plans.get(name);
            if (plan != null) {
                sorted.add(plan.awaited(awaited.contains(name)));
            }
        }
        return new Plan(
                manifest,
                sorted,
                plugins.control(),
                plugins.stats(),
                plugins.forwarders(),
                new Plan.Attached(plugins.subscribers(), plugins.producers()));
    }

    /// Whom others wait for. Whoever waits for health waits for ever where nobody is asked for it.
    private static Set<String> awaited(
            List<ServiceSpec> all, Manifest manifest, Problems problems) {
        Set<String> unasked = new HashSet<>();
        for (ServiceSpec spec : all) {
            if (spec.health() == null) {
                unasked.add(spec.name());
            }
        }
        Set<String> awaited = new HashSet<>();
        for (ServiceSpec spec : all) {
            for (Dependency dependency : spec.dependencies()) {
                String other = dependency.service();
                awaited.add(other);
                if (dependency.condition() == Condition.HEALTHY && unasked.contains(other)) {
                    String key = Places.path(edge(spec.name(), other), "condition");
                    problems.at(
                            manifest.places().of(key),
                            key,
                            "%s is never healthy: it has no `health`"
                                    .formatted(Shown.quoted(other)));
                }
            }
        }
        return awaited;
    }

    private static List<String> ordered(
            List<ServiceSpec> all, Manifest manifest, Problems problems) {
        Map<String, List<String>> graph = new LinkedHashMap<>();
        for (ServiceSpec spec : all) {
            graph.put(spec.name(), spec.dependencies().stream().map(Dependency::service).toList());
        }
        for (ServiceSpec spec : all) {
            for (Dependency dependency : spec.dependencies()) {
                String key = edge(spec.name(), dependency.service());
                if (dependency.service().equals(spec.name())) {
                    problems.at(
                            manifest.places().of(key),
                            key,
                            Shown.quoted(spec.name()) + " depends on itself");
                } else if (dependency.required() && !graph.containsKey(dependency.service())) {
                    problems.unknown(
                            manifest.places().of(key),
                            key,
                            "no service is called",
                            dependency.service(),
                            graph.keySet());
                }
            }
        }
        DependencyOrder order = DependencyOrder.of(graph);
        for (List<String> circle : order.circles()) {
            String key = edge(circle.getFirst(), circle.get(1));
            problems.at(
                    manifest.places().of(key), key, "these wait for each other: " + words(circle));
        }
        return order.sorted();
    }

    private static String words(List<String> circle) {
        List<String> names = new ArrayList<>(circle);
        if (names.size() > LONGEST_CIRCLE) {
            int left = names.size() - LONGEST_CIRCLE;
            names = new ArrayList<>(names.subList(0, LONGEST_CIRCLE));
            names.add("(" + left + " more)");
        }
        names.add(circle.getFirst());
        return String.join(" → ", names);
    }

    private static String edge(String from, String to) {
        return Places.path(Places.path(Places.service(from), "depends_on"), to);
    }
}
