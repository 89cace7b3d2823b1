package dev.reeve.supervisor.core.plan;

import java.util.List;
import java.util.Set;

/// What is to become of the services that run.
///
/// @param added services that are new, dependencies before dependents
/// @param renewed services with another definition
/// @param removed bare names of those that go
public record Changes(List<ServicePlan> added, List<Renewal> renewed, Set<String> removed) {
    public Changes {
        added = List.copyOf(added);
        renewed = List.copyOf(renewed);
        removed = Set.copyOf(removed);
    }

    /// A service's new definition, and when it begins to hold.
    public record Renewal(ServicePlan plan, How how) {}

    /// One service more.
    public static Changes adding(ServicePlan plan) {
        return new Changes(List.of(plan), List.of(), Set.of());
    }

    /// One service with another definition.
    public static Changes renewing(ServicePlan plan, How how) {
        return new Changes(List.of(), List.of(new Renewal(plan, how)), Set.of());
    }

    /// One service less.
    public static Changes removing(String service) {
        return new Changes(List.of(), List.of(), Set.of(service));
    }
}
