package dev.reeve.supervisor.core.plan;

import dev.reeve.supervisor.api.spi.PlanContext;

import java.nio.file.Path;

/// What a plugin is told while planning.
record UseContext(String service, Path baseDirectory, Path stateDirectory) implements PlanContext {}
