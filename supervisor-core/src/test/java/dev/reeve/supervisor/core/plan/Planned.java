package dev.reeve.supervisor.core.plan;

import static org.junit.jupiter.api.Assertions.fail;

import dev.reeve.supervisor.api.model.ServiceSpec;
import dev.reeve.supervisor.api.problem.Checked;
import dev.reeve.supervisor.api.problem.Problem;
import dev.reeve.supervisor.core.manifest.ManifestReader;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Plans texts of manifests in a folder, against a machine and plugins that tests know.
record Planned(Path folder, Map<String, String> environment) {
    Plan plan(String text) throws IOException {
        return good(
                planner()
                        .plan(
                                ManifestReader.draft(
                                        Files.writeString(folder.resolve("m.yaml"), text),
                                        environment)));
    }

    Planner planner() {
        return new Planner(new FakeCatalog(), environment, new FakeMachine());
    }

    static Plan good(Checked<Plan> checked) {
        return switch (checked) {
            case Checked.Valid<Plan>(Plan plan) -> plan;
            case Checked.Invalid<Plan>(List<Problem> problems) -> fail(problems.toString());
        };
    }

    static ServiceSpec spec(Plan plan, String name) {
        return plan.services().stream()
                .map(ServicePlan::spec)
                .filter(spec -> spec.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
