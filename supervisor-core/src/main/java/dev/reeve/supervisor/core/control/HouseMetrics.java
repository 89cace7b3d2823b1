package dev.reeve.supervisor.core.control;

import dev.reeve.supervisor.api.control.PluginFigures;
import dev.reeve.supervisor.api.control.Supervisor.PluginSnapshot;
import dev.reeve.supervisor.api.control.SupervisorSnapshot;
import dev.reeve.supervisor.api.state.Phase;
import dev.reeve.supervisor.api.state.ServiceSnapshot;
import dev.reeve.supervisor.core.event.Journal;
import dev.reeve.supervisor.core.output.Output;
import dev.reeve.supervisor.core.stats.Usage;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// The figures of the supervisor itself.
final class HouseMetrics {
    private static final Map<String, String> NONE = Map.of();

    private final Measured to;

    HouseMetrics(Measured to) {
        this.to = to;
    }

    void services(List<ServiceSnapshot> services) {
        var counts = new EnumMap<Phase, Integer>(Phase.class);
        services.forEach(service -> counts.merge(service.phase(), 1, Integer::sum));
        for (Phase phase : Phase.values()) {
            to.gauge(
                    "reeve_services",
                    "How many services are in each phase.",
                    Map.of("phase", phase.word()),
                    counts.getOrDefault(phase, 0));
        }
    }

    void supervisor(SupervisorSnapshot supervisor, Usage own) {
        to.gauge(
                "reeve_build",
                "The version of the supervisor, as a label.",
                Map.of("version", supervisor.version()),
                1);
        to.gauge(
                "reeve_supervisor_uptime_seconds",
                "How long the supervisor has been there.",
                NONE,
                supervisor.uptimeSeconds());
        to.counter(
                "reeve_supervisor_cpu_seconds",
                "Processor time of the supervisor's own process.",
                NONE,
                own.cpuSeconds());
        to.gauge(
                "reeve_supervisor_memory_bytes",
                "Resident memory of the supervisor's own process.",
                NONE,
                own.memoryBytes());
        to.gauge(
                "reeve_supervisor_threads",
                "Threads of the supervisor's own process.",
                NONE,
                own.threads());
        to.gauge(
                "reeve_supervisor_open_files",
                "Open descriptors of the supervisor's own process.",
                NONE,
                own.openFiles());
    }

    void events(Journal journal) {
        to.counter("reeve_events", "All events so far.", NONE, journal.last());
        to.counter(
                "reeve_events_evicted", "Events that are kept no longer.", NONE, journal.evicted());
        to.gauge(
                "reeve_event_followers",
                "Who follows the events at present.",
                NONE,
                journal.followers());
    }

    void output(Output output) {
        to.gauge(
                "reeve_log_followers",
                "Who follows output at present, forwarders among them.",
                NONE,
                output.followers());
        to.counter(
                "reeve_log_lines_dropped",
                "Lines that followers were too slow for.",
                NONE,
                output.dropped());
    }

    /// What plugins were asked; those that nobody has asked anything are left out.
    void plugins(List<PluginSnapshot> plugins) {
        for (PluginSnapshot plugin : plugins) {
            PluginFigures.Calls calls = plugin.figures().calls();
            if (calls.made() + calls.refused() > 0) {
                calls(plugin.id(), calls);
            }
        }
    }

    private void calls(String plugin, PluginFigures.Calls calls) {
        Map<String, String> labels = Map.of("plugin", plugin);
        to.counter("reeve_plugin_calls", "Calls of plugins that were begun.", labels, calls.made());
        to.counter(
                "reeve_plugin_calls_failed",
                "Calls of plugins that have thrown.",
                labels,
                calls.failed());
        to.counter(
                "reeve_plugin_calls_overran",
                "Calls of plugins that had not ended when their time was up.",
                labels,
                calls.overran());
        to.counter(
                "reeve_plugin_calls_refused",
                "Calls of plugins that were not begun.",
                labels,
                calls.refused());
        to.gauge(
                "reeve_plugin_calls_running",
                "Calls of plugins that are under way.",
                labels,
                calls.running());
        to.gauge(
                "reeve_plugin_cut_off",
                "Whether a plugin is called no more.",
                labels,
                calls.cutOff() == null ? 0 : 1);
    }

    /// The Java machine that the supervisor runs in.
    void machine() {
        MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        to.gauge("reeve_heap_used_bytes", "Used Java heap.", NONE, heap.getUsed());
        to.gauge("reeve_heap_committed_bytes", "Committed Java heap.", NONE, heap.getCommitted());
        for (GarbageCollectorMXBean bean : ManagementFactory.getGarbageCollectorMXBeans()) {
            to.summary(
                    "reeve_gc_duration_seconds",
                    "Collections of garbage, and how long they took.",
                    Map.of("collector", bean.getName()),
                    Math.max(0, bean.getCollectionTime()) / 1e3,
                    Math.max(0, bean.getCollectionCount()));
        }
    }
}
