package dev.reeve.supervisor.testkit;

import dev.reeve.supervisor.api.spi.PlanContext;

import java.nio.file.Path;

/// A plan in a folder of its own; the state directory is `.reeve` in it, and is not made.
public record FakePlanContext(String service, Path baseDirectory) implements PlanContext {
    @Override
    public Path stateDirectory() {
        return baseDirectory.resolve(".reeve");
    }
}
