package dev.reeve.supervisor.api.model;

import dev.reeve.supervisor.api.promise.Api;

import java.time.Duration;

/// How a run is known to be ready.
///
/// @param strategy the ready strategy, with its options
/// @param interval the time between two looks, for strategies that must look again, over 0
/// @param timeout the longest time from spawn to ready, over 0
/// @param onTimeout what is done with a run that is not ready by then
@Api
public record ReadyPolicy(
        PluginUse strategy, Duration interval, Duration timeout, OnTimeout onTimeout) {
    /// What is done with a run that is not ready in time.
    public enum OnTimeout {
        /// It is ended and started again, as the restart policy says of a crash.
        RESTART,
        /// It is ended and the service has failed.
        FAIL,
        /// It is ended, and so is everything else.
        STOP_ALL
    }
}
