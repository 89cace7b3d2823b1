package dev.reeve.supervisor.api.model;

import dev.reeve.supervisor.api.promise.Api;

import java.time.Duration;

/// That a stats handler gets the samples of a service.
///
/// @param handler the handler, with its options
/// @param interval the time between two samples, at least 100 ms
@Api
public record StatsUse(PluginUse handler, Duration interval) {}
