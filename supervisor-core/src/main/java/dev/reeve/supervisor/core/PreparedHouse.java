package dev.reeve.supervisor.core;

import dev.reeve.supervisor.api.control.Supervisor;
import dev.reeve.supervisor.core.manifest.Manifest;
import dev.reeve.supervisor.core.plan.GraphDrawing;
import dev.reeve.supervisor.core.plan.ManifestSchema;
import dev.reeve.supervisor.core.plan.Plan;
import dev.reeve.supervisor.core.plugin.PluginRuntime;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// A plan, and the plugins it was made with. Forgets the plan when it runs: else what plugins have
/// made for it would be held for as long as the supervisor runs.
final class PreparedHouse implements House.Prepared {
    private final House.Start start;
    private final Manifest manifest;
    private final Map<String, List<Supervisor.Edge>> graph;
    private final PluginRuntime catalog;
    private @Nullable Plan plan;

    PreparedHouse(House.Start start, Plan plan, PluginRuntime catalog) {
        this.start = start;
        this.manifest = plan.manifest();
        this.graph = plan.graph();
        this.catalog = catalog;
        this.plan = plan;
    }

    @Override
    public String name() {
        return manifest.name();
    }

    @Override
    public Path stateDirectory() {
        return manifest.stateDirectory();
    }

    @Override
    public int serviceCount() {
        return graph.size();
    }

    @Override
    public Map<String, List<Supervisor.Edge>> graph() {
        return graph;
    }

    @Override
    public String drawing() {
        return GraphDrawing.of(graph, Map.of());
    }

    @Override
    public List<Supervisor.PluginSnapshot> plugins() {
        return catalog.plugins();
    }

    @Override
    public Map<String, Object> pluginOptions(String plugin) {
        return catalog.plugins().stream()
                .filter(one -> one.id().equals(plugin))
                .findFirst()
                .map(one -> ManifestSchema.kindsOf(catalog, one.provides()))
                .orElse(Map.of());
    }

    @Override
    public House.Running run(Consumer<Supervisor> before) throws IOException {
        Plan once = plan;
        plan = null;
        if (once == null) {
            throw new IllegalStateException("it runs already");
        }
        return RunningHouse.begin(start, once, catalog, before);
    }

    @Override
    public void close() {
        catalog.close();
    }
}
