package dev.reeve.supervisor.core.plan;

import dev.reeve.supervisor.api.model.PluginUse;
import dev.reeve.supervisor.api.model.ServiceSpec;
import dev.reeve.supervisor.api.problem.Problem;
import dev.reeve.supervisor.core.manifest.Manifest;
import dev.reeve.supervisor.core.manifest.Problems;
import dev.reeve.supervisor.core.plugin.Catalog;
import dev.reeve.supervisor.core.plugin.Door;
import dev.reeve.supervisor.core.plugin.Proposal;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/// Puts the plugins of a proposal in the place of those that are in use. Where a plugin is there as
/// it was, what it has made stays; what cannot be made any more is missing, and said so. Nothing of
/// what runs is touched by this. For one thread.
public final class Refitting {
    private final Proposal proposal;
    private final Map<ServiceSpec, ServicePlan> fitted = new HashMap<>();
    private final Map<String, String> lacking = new TreeMap<>();
    private final Map<String, String> guilty = new TreeMap<>();

    public Refitting(Proposal proposal) {
        this.proposal = proposal;
    }

    /// The service with the plugins that are there by now; the same object where that is no
    /// difference.
    public ServicePlan of(ServicePlan before, Plan whole) {
        if (before.lacks() == null && !before.has(proposal::isOld)) {
            return before;
        }
        ServicePlan after = fitted.get(before.spec());
        if (after == null) {
            after = made(before, whole.manifest());
            fitted.put(before.spec(), after);
        }
        return after.awaited(before.awaited());
    }

    /// The whole with the plugins that are there by now.
    public Plan of(Plan before) {
        Manifest manifest = before.manifest();
        var plans = plans(manifest, new Problems());
        List<ServicePlan> services =
                before.services().stream().map(service -> of(service, before)).toList();
        services.forEach(service -> plans.share(service.spec()));
        return new Plan(
                manifest,
                services,
                plans.control(),
                plans.stats(),
                plans.forwarders(),
                new Plan.Attached(plans.subscribers(), plans.producers()));
    }

    /// Event subscribers and state producers of a manifest, as they can be made by now.
    ///
    /// @param told gets why one cannot, one line each
    public static Plan.Attached attached(
            Catalog catalog, Manifest manifest, Consumer<String> told) {
        var problems = new Problems();
        var plans = new PluginPlans(catalog, manifest, problems, (_, _, _) -> {});
        var attached = new Plan.Attached(plans.subscribers(), plans.producers());
        problems.sorted().forEach(problem -> told.accept(problem.toString()));
        return attached;
    }

    /// The same for its control servers.
    public static List<Plan.NamedControl> control(
            Catalog catalog, Manifest manifest, Consumer<String> told) {
        var problems = new Problems();
        var control = new PluginPlans(catalog, manifest, problems, (_, _, _) -> {}).control();
        problems.sorted().forEach(problem -> told.accept(problem.toString()));
        return control;
    }

    /// Why services cannot be run any more, by bare name.
    public Map<String, String> lacking() {
        return lacking;
    }

    /// Plugins that have taken the place of others and do not take what those took, by id, with the
    /// first thing that is wrong.
    public Map<String, String> guilty() {
        return guilty;
    }

    private ServicePlan made(ServicePlan before, Manifest manifest) {
        var problems = new Problems();
        ServicePlan after = plans(manifest, problems).service(before.spec());
        if (problems.none()) {
            return after;
        }
        String why = problems.sorted().getFirst().text();
        lacking.put(before.name(), why);
        return before.lacking(why);
    }

    private PluginPlans plans(Manifest manifest, Problems problems) {
        return new PluginPlans(proposal.catalog(), manifest, problems, this::missed);
    }

    private void missed(Door<?> door, PluginUse use, List<Problem> why) {
        String id = proposal.replacing(door, use);
        if (id != null) {
            guilty.putIfAbsent(id, why.getFirst().toString());
        }
    }
}
