package dev.reeve.supervisor.core.plan;

import dev.reeve.supervisor.api.model.ServiceSpec;
import dev.reeve.supervisor.api.problem.Checked;
import dev.reeve.supervisor.core.manifest.DefinitionReader;
import dev.reeve.supervisor.core.manifest.Draft;
import dev.reeve.supervisor.core.manifest.Manifest;
import dev.reeve.supervisor.core.manifest.ManifestReader;
import dev.reeve.supervisor.core.plugin.Catalog;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/// Where a plan comes from, so that it can be made again.
///
/// @param manifest the manifest's file; where there is none, the folder of the whole
/// @param bare whether there is no manifest
/// @param stateDirectory instead of the manifest's, or null
/// @param environment for `${…}` and for services that inherit it
public record PlanSource(
        Path manifest,
        boolean bare,
        @Nullable Path stateDirectory,
        Map<String, String> environment) {
    /// From a manifest.
    public PlanSource(
            Path manifest, @Nullable Path stateDirectory, Map<String, String> environment) {
        this(manifest, false, stateDirectory, environment);
    }

    public PlanSource {
        environment = Map.copyOf(environment);
    }

    /// The same, from another file.
    public PlanSource of(Path other) {
        return new PlanSource(other, stateDirectory, environment);
    }

    /// Reads the manifest. Blocks on the disk.
    public Draft draft() {
        Draft draft =
                bare
                        ? new Draft(ManifestReader.none(manifest), List.of())
                        : ManifestReader.draft(manifest, environment);
        Manifest read = draft.manifest();
        return read == null || stateDirectory == null
                ? draft
                : new Draft(
                        read.keepingStateIn(stateDirectory.toAbsolutePath().normalize()),
                        draft.problems());
    }

    /// Plans what was read.
    public Checked<Plan> plan(Draft draft, Catalog catalog) {
        return planner(catalog).plan(draft);
    }

    /// Reads the manifest and plans it. Blocks on the disk.
    public Checked<Plan> plan(Catalog catalog) {
        return plan(draft(), catalog);
    }

    /// Plans one service more, which stands in no manifest.
    ///
    /// @param source where its definition comes from: `dynamic`, `adopted`
    /// @param definition `name`, and the keys of a service
    /// @param around the plan in force
    /// @param others the services that are there
    public Checked<Plan> planBeside(
            Catalog catalog,
            String source,
            Map<String, Object> definition,
            Plan around,
            Collection<ServiceSpec> others) {
        Draft draft = DefinitionReader.draft(source, definition, around.manifest(), environment);
        return planner(catalog).planBeside(draft, others);
    }

    private Planner planner(Catalog catalog) {
        return new Planner(catalog, environment);
    }
}
