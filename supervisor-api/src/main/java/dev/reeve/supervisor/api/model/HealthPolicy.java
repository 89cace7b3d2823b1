package dev.reeve.supervisor.api.model;

import dev.reeve.supervisor.api.promise.Api;

import java.time.Duration;

/// How a running service is asked whether it still can be used.
///
/// @param check the health check, with its options
/// @param interval the time between two checks, at least 100 ms
/// @param timeout the longest time one check may take, over 0
/// @param failures how many failures in a row make it unhealthy, from 1
/// @param onUnhealthy what is done then
@Api
public record HealthPolicy(
        PluginUse check,
        Duration interval,
        Duration timeout,
        int failures,
        OnUnhealthy onUnhealthy) {
    /// What is done with a service that is unhealthy.
    public enum OnUnhealthy {
        /// It is restarted; this counts as an attempt, as a crash does.
        RESTART,
        /// It is only marked.
        MARK
    }
}
