package dev.reeve.supervisor.core.control;

import dev.reeve.supervisor.api.control.Supervisor.Edge;
import dev.reeve.supervisor.core.plan.Plan;
import dev.reeve.supervisor.core.plan.ServicePlan;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The dependency graph of a plan, for people.
public final class Dependencies {
    private Dependencies() {}

    /// What each service waits for, in name order.
    public static Map<String, List<Edge>> of(Plan plan) {
        var graph = new TreeMap<String, List<Edge>>();
        for (ServicePlan service : plan.services()) {
            graph.put(
                    service.spec().name(),
                    service.spec().dependencies().stream()
                            .map(d -> new Edge(d.service(), d.condition().word()))
                            .toList());
        }
        return graph;
    }
}
