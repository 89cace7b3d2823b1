package dev.reeve.supervisor.api.control;

import dev.reeve.supervisor.api.promise.Api;

import java.util.SortedMap;

/// Counts over all services.
///
/// @param totalConfigured all services
/// @param totalRunning those in phase running
/// @param servicesByStatus how many there are of each status; no zeros
/// @param restartCounts automatic restarts by bare name
/// @param healthChecksActive how many services are asked for their health at this time
@Api
public record Totals(
        int totalConfigured,
        int totalRunning,
        SortedMap<String, Integer> servicesByStatus,
        SortedMap<String, Integer> restartCounts,
        int healthChecksActive) {}
