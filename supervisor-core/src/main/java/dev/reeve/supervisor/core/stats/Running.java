package dev.reeve.supervisor.core.stats;

import java.util.Set;
import java.util.function.Supplier;

/// A service that runs.
///
/// @param run the number of its run
/// @param processes its main process and every living descendant, as of the call; called by any
///     thread, may take a moment
public record Running(int run, Supplier<Set<Long>> processes) {}
