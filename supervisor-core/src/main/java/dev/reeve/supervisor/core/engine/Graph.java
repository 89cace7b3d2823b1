package dev.reeve.supervisor.core.engine;

import dev.reeve.supervisor.api.model.Dependency;
import dev.reeve.supervisor.api.model.ServiceSpec;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;

/// Who depends on whom, by bare name.
final class Graph {
    private final Map<String, List<String>> dependents = new LinkedHashMap<>();
    private final Map<String, List<Dependency>> dependencies = new LinkedHashMap<>();

    Graph(Collection<ServiceSpec> specs) {
        draw(specs);
    }

    /// Other services, or the same with other dependencies.
    void draw(Collection<ServiceSpec> specs) {
        dependents.clear();
        dependencies.clear();
        for (ServiceSpec spec : specs) {
            dependencies.put(spec.name(), spec.dependencies());
            for (Dependency dependency : spec.dependencies()) {
                dependents
                        .computeIfAbsent(dependency.service(), _ -> new ArrayList<>())
                        .add(spec.name());
            }
        }
    }

    /// It depends on these as well, for as long as it lives.
    void also(ServiceSpec present) {
        for (Dependency dependency : present.dependencies()) {
            List<String> known =
                    dependents.computeIfAbsent(dependency.service(), _ -> new ArrayList<>());
            if (!known.contains(present.name())) {
                known.add(present.name());
            }
        }
    }

    /// Those that wait for this one.
    List<String> dependents(String service) {
        return dependents.getOrDefault(service, List.of());
    }

    /// What this one waits for.
    List<Dependency> dependencies(String service) {
        return dependencies.getOrDefault(service, List.of());
    }

    /// Those that wait for this one and shall not go on without it.
    List<String> followers(String service) {
        return dependents(service).stream()
                .filter(
                        dependent ->
                                dependencies(dependent).stream()
                                        .anyMatch(d -> d.restart() && d.service().equals(service)))
                .toList();
    }

    /// These and all that they require, dependencies before dependents.
    SequencedSet<String> required(Collection<String> services) {
        var found = new LinkedHashSet<String>();
        services.forEach(service -> require(service, found, new LinkedHashSet<>()));
        return found;
    }

    private void require(String service, SequencedSet<String> found, SequencedSet<String> above) {
        if (found.contains(service) || !dependencies.containsKey(service) || !above.add(service)) {
            return;
        }
        for (Dependency dependency : dependencies(service)) {
            if (dependency.required()) {
                require(dependency.service(), found, above);
            }
        }
        found.add(service);
    }
}
