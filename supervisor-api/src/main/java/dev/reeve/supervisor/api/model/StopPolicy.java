package dev.reeve.supervisor.api.model;

import dev.reeve.supervisor.api.promise.Api;

import java.time.Duration;

/// How a service is asked to end, and for how long.
///
/// @param signal what its process group is sent first
/// @param timeout how long it may take before it is sent KILL; 0 is at once
/// @param killTimeout how long after KILL it may still be there before it counts as unkillable
@Api
public record StopPolicy(Signal signal, Duration timeout, Duration killTimeout) {}
