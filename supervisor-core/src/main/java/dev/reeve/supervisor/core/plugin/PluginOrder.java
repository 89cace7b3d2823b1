package dev.reeve.supervisor.core.plugin;

import static dev.reeve.supervisor.core.plugin.PluginProblem.Code.API_MISMATCH;
import static dev.reeve.supervisor.core.plugin.PluginProblem.Code.DEPENDENCY_CYCLE;
import static dev.reeve.supervisor.core.plugin.PluginProblem.Code.DEPENDENCY_FAILED;
import static dev.reeve.supervisor.core.plugin.PluginProblem.Code.DUPLICATE_ID;
import static dev.reeve.supervisor.core.plugin.PluginProblem.Code.MISSING_DEPENDENCY;

import org.pf4j.DefaultVersionManager;
import org.pf4j.PluginDependency;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/// Puts plugins into an order in which each comes after those it depends on, and sorts out those
/// that cannot be used.
///
/// PF4J has a resolver too, but it names nobody on a cycle, and one plugin with a missing
/// dependency is the end of all.
final class PluginOrder {
    private final String apiVersion;
    private final BiConsumer<ReadPlugin, PluginProblem> problems;
    private final Map<String, ReadPlugin> usable = new LinkedHashMap<>();
    private final Map<String, ReadPlugin> found = new LinkedHashMap<>();
    private final Set<String> onCycle = new HashSet<>();

    /// @param problems told of each plugin that is sorted out
    PluginOrder(String apiVersion, BiConsumer<ReadPlugin, PluginProblem> problems) {
        this.apiVersion = apiVersion;
        this.problems = problems;
    }

    List<ReadPlugin> of(List<ReadPlugin> plugins) {
        plugins.forEach(this::keepNewest);
        for (ReadPlugin plugin : found.values()) {
            String range = plugin.descriptor().getRequires();
            if (StrictDescriptors.within(range, apiVersion)) {
                usable.put(plugin.id(), plugin);
            } else {
                refuse(
                        plugin,
                        API_MISMATCH,
                        " %s requires plugin API %s; this supervisor has %s"
                                .formatted(plugin.version(), range, apiVersion));
            }
        }
        for (ReadPlugin plugin : List.copyOf(usable.values())) {
            refuseIfOnCycle(plugin);
        }
        Map<String, ReadPlugin> ordered = new LinkedHashMap<>();
        for (ReadPlugin plugin : List.copyOf(usable.values())) {
            place(plugin, ordered);
        }
        return List.copyOf(ordered.values());
    }

    /// The dependencies of a plugin that are there, in its own order.
    static List<String> dependencies(ReadPlugin plugin, Set<String> there) {
        return plugin.descriptor().getDependencies().stream()
                .map(PluginDependency::getPluginId)
                .filter(there::contains)
                .toList();
    }

    /// Of two with one id the newer one is kept, and of two with one version that of the later
    /// folder, the user's.
    private void keepNewest(ReadPlugin plugin) {
        ReadPlugin other = found.get(plugin.id());
        if (other == null) {
            found.put(plugin.id(), plugin);
            return;
        }
        int newer = new DefaultVersionManager().compareVersions(plugin.version(), other.version());
        boolean kept = newer > 0 || (newer == 0 && plugin.folder() > other.folder());
        ReadPlugin winner = kept ? plugin : other;
        ReadPlugin loser = kept ? other : plugin;
        found.put(plugin.id(), winner);
        refuse(
                loser,
                DUPLICATE_ID,
                " %s is ignored: %s has the same id, version %s"
                        .formatted(loser.version(), winner.file(), winner.version()));
    }

    private void refuseIfOnCycle(ReadPlugin plugin) {
        List<String> cycle = new ArrayList<>();
        if (reaches(plugin.id(), plugin.id(), cycle, new HashSet<>())) {
            cycle.addFirst(plugin.id());
            refuse(
                    plugin,
                    DEPENDENCY_CYCLE,
                    " is on a dependency cycle: " + String.join(" -> ", cycle));
            onCycle.add(plugin.id());
        }
    }

    private boolean reaches(String from, String to, List<String> way, Set<String> seen) {
        ReadPlugin plugin = usable.get(from);
        if (plugin == null || !seen.add(from)) {
            return false;
        }
        for (String next : dependencies(plugin, usable.keySet())) {
            way.add(next);
            if (next.equals(to) || reaches(next, to, way, seen)) {
                return true;
            }
            way.removeLast();
        }
        return false;
    }

    /// @return whether the plugin can be used
    private boolean place(ReadPlugin plugin, Map<String, ReadPlugin> ordered) {
        if (ordered.containsKey(plugin.id())) {
            return true;
        }
        if (onCycle.contains(plugin.id()) || !usable.containsKey(plugin.id())) {
            return false;
        }
        for (PluginDependency dependency : plugin.descriptor().getDependencies()) {
            if (!isThere(plugin, dependency, ordered)) {
                usable.remove(plugin.id());
                return false;
            }
        }
        ordered.put(plugin.id(), plugin);
        return true;
    }

    private boolean isThere(
            ReadPlugin plugin, PluginDependency dependency, Map<String, ReadPlugin> ordered) {
        String range = dependency.getPluginVersionSupport();
        ReadPlugin other = found.get(dependency.getPluginId());
        if (other == null) {
            return dependency.isOptional()
                    || refuse(
                            plugin,
                            MISSING_DEPENDENCY,
                            " needs plugin %s@%s, which is not there"
                                    .formatted(dependency.getPluginId(), range));
        }
        if (!StrictDescriptors.within(range, other.version())) {
            return refuse(
                    plugin,
                    MISSING_DEPENDENCY,
                    " needs plugin %s@%s, but version %s is there"
                            .formatted(other.id(), range, other.version()));
        }
        return place(other, ordered)
                || dependency.isOptional()
                || refuse(
                        plugin,
                        DEPENDENCY_FAILED,
                        " needs plugin %s, which cannot be used".formatted(other.id()));
    }

    private boolean refuse(ReadPlugin plugin, PluginProblem.Code code, String text) {
        problems.accept(plugin, new PluginProblem(code, plugin.file(), plugin.name() + text));
        return false;
    }
}
