package dev.reeve.supervisor.api.control;

import dev.reeve.supervisor.api.promise.Api;
import dev.reeve.supervisor.api.state.Health;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/// What a look at a service's health has shown.
///
/// @param health `UNKNOWN` where nothing can be asked: no health check, or nothing runs
/// @param detail one line for people
/// @param tookSeconds how long the check took, or null where nothing was asked
/// @param checkedAt when it ended, or null where nothing was asked
@Api
public record HealthAnswer(
        Health health, String detail, @Nullable Double tookSeconds, @Nullable Instant checkedAt) {}
