package dev.reeve.supervisor.core;

import dev.reeve.supervisor.api.control.Supervisor;
import dev.reeve.supervisor.core.plan.GraphDrawing;
import dev.reeve.supervisor.core.plan.ManifestSchema;
import dev.reeve.supervisor.core.plan.Plan;
import dev.reeve.supervisor.core.plugin.PluginRuntime;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// A plan, and the plugins it was made with.
record PreparedHouse(House.Start start, Plan plan, PluginRuntime catalog)
        implements House.Prepared {
    @Override
    public String name() {
        return plan.manifest().name();
    }

    @Override
    public Path stateDirectory() {
        return plan.manifest().stateDirectory();
    }

    @Override
    public int serviceCount() {
        return plan.services().size();
    }

    @Override
    public Map<String, List<Supervisor.Edge>> graph() {
        return plan.graph();
    }

    @Override
    public String drawing() {
        return GraphDrawing.of(plan.graph(), Map.of());
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
        return RunningHouse.begin(start, plan, catalog, before);
    }

    @Override
    public void close() {
        catalog.close();
    }
}
