package dev.reeve.plugin.control.http.view;

import dev.reeve.supervisor.api.control.Discovered;
import dev.reeve.supervisor.api.control.PluginFigures;
import dev.reeve.supervisor.api.control.Supervisor;
import dev.reeve.supervisor.api.control.Supervisor.Edge;
import dev.reeve.supervisor.api.control.Supervisor.PluginSnapshot;
import dev.reeve.supervisor.api.control.SupervisorSnapshot;
import dev.reeve.supervisor.api.control.Totals;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/// The supervisor as a whole.
public final class SupervisorView {
    private SupervisorView() {}

    public static Map<String, @Nullable Object> of(Supervisor whole) {
        SupervisorSnapshot supervisor = whole.status();
        return new Fields()
                .with("name", supervisor.name())
                .with("status", supervisor.status())
                .with("version", supervisor.version())
                .with("pid", supervisor.pid())
                .with("started_at", supervisor.startedAt())
                .with("uptime_seconds", supervisor.uptimeSeconds())
                .with("load_phase", supervisor.loadPhase())
                .with("service_count", supervisor.serviceCount())
                .with("running_count", supervisor.runningCount())
                .with("actor_count", supervisor.actorCount())
                .with("active_threads", supervisor.activeThreads())
                .with("total_messages", supervisor.totalMessages())
                .with(
                        "evicted",
                        new Fields()
                                .with("events", supervisor.evictedEvents())
                                .with("messages", supervisor.evictedMessages())
                                .with("threads", supervisor.evictedThreads())
                                .map())
                .with("state_directory", supervisor.stateDirectory())
                .with("manifest", supervisor.manifest())
                .with("seq", supervisor.seq())
                .map();
    }

    /// All services as of one moment, with the number of the last event they reflect.
    public static Map<String, @Nullable Object> snapshot(
            Supervisor supervisor, Supervisor.Services services) {
        return new Fields()
                .with("seq", services.seq())
                .with("supervisor", of(supervisor))
                .with(
                        "services",
                        services.items().stream()
                                .map(service -> ServiceView.of(service, services.seq()))
                                .toList())
                .map();
    }

    public static Map<String, @Nullable Object> totals(Totals totals) {
        return new Fields()
                .with("total_configured", totals.totalConfigured())
                .with("total_running", totals.totalRunning())
                .with("services_by_status", totals.servicesByStatus())
                .with("restart_counts", totals.restartCounts())
                .with("health_checks_active", totals.healthChecksActive())
                .map();
    }

    /// A process that nobody supervises.
    public static Map<String, @Nullable Object> discovered(Discovered process) {
        return new Fields()
                .with("pid", process.pid())
                .with("command", process.command())
                .with("user", process.user())
                .with("started_at", process.startedAt())
                .with("provider", process.provider())
                .with("suggested_name", process.suggestedName())
                .map();
    }

    public static Map<String, @Nullable Object> plugin(PluginSnapshot plugin) {
        return new Fields()
                .with("id", plugin.id())
                .with("version", plugin.version())
                .with("provider", plugin.provider())
                .with("license", plugin.license())
                .with("state", plugin.state())
                .with("error", plugin.error())
                .with("provides", plugin.provides())
                .with("path", plugin.path())
                .with("calls", calls(plugin.figures().calls()))
                .with("layers", layers(plugin.figures().layers()))
                .map();
    }

    private static Map<String, @Nullable Object> calls(PluginFigures.Calls calls) {
        return new Fields()
                .with("made", calls.made())
                .with("failed", calls.failed())
                .with("overran", calls.overran())
                .with("refused", calls.refused())
                .with("running", calls.running())
                .with("faults", calls.faults())
                .with("longest_ms", calls.longest().toMillis())
                .with("cut_off", calls.cutOff())
                .map();
    }

    private static Map<String, @Nullable Object> layers(PluginFigures.Layers layers) {
        return new Fields()
                .with("unloaded", layers.unloaded())
                .with("collected", layers.collected())
                .with("left", layers.left())
                .map();
    }

    /// Who waits for whom: `from` waits until `condition` holds of `to`.
    public static Map<String, @Nullable Object> graph(Map<String, List<Edge>> graph) {
        var edges = new ArrayList<Map<String, @Nullable Object>>();
        graph.forEach(
                (from, targets) ->
                        targets.forEach(
                                edge ->
                                        edges.add(
                                                new Fields()
                                                        .with("from", from)
                                                        .with("to", edge.service())
                                                        .with("condition", edge.condition())
                                                        .map())));
        return new Fields().with("nodes", nodes(graph)).with("edges", edges).map();
    }

    /// All names of a graph, sorted; also of services that are waited for and are not there.
    public static List<String> nodes(Map<String, List<Edge>> graph) {
        var nodes = new TreeSet<>(graph.keySet());
        graph.values().forEach(edges -> edges.forEach(edge -> nodes.add(edge.service())));
        return List.copyOf(nodes);
    }
}
