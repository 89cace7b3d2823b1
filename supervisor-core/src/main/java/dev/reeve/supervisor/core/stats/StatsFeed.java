package dev.reeve.supervisor.core.stats;

import dev.reeve.supervisor.api.spi.StatsHandler;

import java.time.Duration;
import java.util.Set;

/// A stats handler and what it is to get.
///
/// @param name what the manifest calls it
/// @param interval the time between two batches
/// @param services the bare names of the services whose samples it gets
public record StatsFeed(
        String name, StatsHandler handler, Duration interval, Set<String> services) {
    public StatsFeed {
        services = Set.copyOf(services);
    }
}
