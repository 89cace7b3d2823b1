package dev.reeve.supervisor.core.plan;

import java.util.List;
import java.util.Set;

/// What is to become of the services that run.
///
/// @param added services that are new, dependencies before dependents
/// @param renewed services with another definition
/// @param removed bare names of those that go
/// @param refitted services whose plugins are others by now, and nothing else of them
public record Changes(
        List<ServicePlan> added,
        List<Renewal> renewed,
        Set<String> removed,
        List<Refitted> refitted) {
    public Changes {
        added = List.copyOf(added);
        renewed = List.copyOf(renewed);
        removed = Set.copyOf(removed);
        refitted = List.copyOf(refitted);
    }

    /// Without services whose plugins are others.
    public Changes(List<ServicePlan> added, List<Renewal> renewed, Set<String> removed) {
        this(added, renewed, removed, List.of());
    }

    /// A service's new definition, and when it begins to hold.
    public record Renewal(ServicePlan plan, How how) {}

    /// A service whose plugins are others by now.
    ///
    /// @param plans one for each definition that it has: that which it runs by, and the latest
    public record Refitted(String service, List<ServicePlan> plans) {
        public Refitted {
            plans = List.copyOf(plans);
        }

        /// The plan of the same definition; the one given where there is none.
        public ServicePlan of(ServicePlan before) {
            return plans.stream()
                    .filter(plan -> plan.spec().equals(before.spec()))
                    .findFirst()
                    .map(plan -> plan.awaited(before.awaited()))
                    .orElse(before);
        }
    }

    /// Services with other plugins.
    public static Changes refitting(List<Refitted> refitted) {
        return new Changes(List.of(), List.of(), Set.of(), refitted);
    }

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
