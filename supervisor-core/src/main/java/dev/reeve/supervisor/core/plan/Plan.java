package dev.reeve.supervisor.core.plan;

import dev.reeve.supervisor.api.control.Supervisor;
import dev.reeve.supervisor.api.model.PluginUse;
import dev.reeve.supervisor.api.model.StatsUse;
import dev.reeve.supervisor.api.problem.Location;
import dev.reeve.supervisor.api.spi.ControlServer;
import dev.reeve.supervisor.api.spi.EventSubscriber;
import dev.reeve.supervisor.api.spi.LogForwarder;
import dev.reeve.supervisor.api.spi.StateProducer;
import dev.reeve.supervisor.api.spi.StatsHandler;
import dev.reeve.supervisor.core.manifest.Manifest;
import dev.reeve.supervisor.core.manifest.Places;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// What will be done: everything checked, every plugin prepared, nothing started.
///
/// @param manifest what it was made from
/// @param services dependencies before dependents
/// @param control control servers, in the manifest's order
/// @param stats stats handlers, each with the services it is for
/// @param forward log forwarders, each with the services whose lines it gets
/// @param attached event subscribers and state producers
public record Plan(
        Manifest manifest,
        List<ServicePlan> services,
        List<NamedControl> control,
        List<StatsPlan> stats,
        List<ForwardPlan> forward,
        Attached attached) {
    public Plan {
        services = List.copyOf(services);
        control = List.copyOf(control);
        stats = List.copyOf(stats);
        forward = List.copyOf(forward);
    }

    /// What the whole is called.
    public String name() {
        return manifest.name();
    }

    /// The file it was read from, absolute.
    public Path file() {
        return manifest.file();
    }

    /// Lock, socket and logs, absolute.
    public Path stateDirectory() {
        return manifest.stateDirectory();
    }

    /// Where relative paths begin, absolute.
    public Path baseDirectory() {
        return manifest.baseDirectory();
    }

    /// Ids of plugins that the manifest disables.
    public List<String> disabledPlugins() {
        return manifest.settings().disabledPlugins();
    }

    /// Dynamic services at one time; 0 none, -1 no limit.
    public int maxDynamic() {
        return manifest.settings().maxDynamic();
    }

    /// Where a service was written, or null.
    public @Nullable Location place(String service) {
        return manifest.places().of(Places.service(service));
    }

    /// What waits for what, by service in name order.
    public SortedMap<String, List<Supervisor.Edge>> graph() {
        SortedMap<String, List<Supervisor.Edge>> graph = new TreeMap<>();
        for (ServicePlan service : services) {
            graph.put(
                    service.spec().name(),
                    service.spec().dependencies().stream()
                            .map(
                                    dependency ->
                                            new Supervisor.Edge(
                                                    dependency.service(),
                                                    dependency.condition().word()))
                            .toList());
        }
        return graph;
    }

    /// A control server and where the manifest uses it.
    public record NamedControl(PluginUse use, ControlServer server) {
        public String name() {
            return use.kind();
        }
    }

    /// Event subscribers and state producers, by what the manifest calls them, in its order.
    public record Attached(List<NamedSubscriber> subscribers, List<NamedProducer> producers) {
        public Attached {
            subscribers = List.copyOf(subscribers);
            producers = List.copyOf(producers);
        }
    }

    /// An event subscriber and where the manifest uses it.
    public record NamedSubscriber(PluginUse use, EventSubscriber subscriber) {
        public String name() {
            return use.kind();
        }
    }

    /// A state producer and where the manifest uses it.
    public record NamedProducer(PluginUse use, StateProducer producer) {
        public String name() {
            return use.kind();
        }
    }

    /// A stats handler and the services whose samples it gets.
    public record StatsPlan(StatsUse use, StatsHandler handler, Set<String> services) {
        public StatsPlan {
            services = Set.copyOf(services);
        }
    }

    /// A log forwarder and the services whose lines it gets.
    public record ForwardPlan(PluginUse use, LogForwarder forwarder, Set<String> services) {
        public ForwardPlan {
            services = Set.copyOf(services);
        }
    }
}
