package dev.reeve.supervisor.api.control;

import dev.reeve.supervisor.api.promise.Api;
import dev.reeve.supervisor.api.promise.Incubating;

import org.jspecify.annotations.Nullable;

/// Which messages are wanted, newest first.
///
/// @param thread only those of this operation, or null
/// @param actor only those that this actor has sent or got, or null
/// @param after only those with a higher `seq`; 0 for all
/// @param limit at most how many, from 1
/// @param offset how many to pass over, from 0
@Api
@Incubating(since = "1.0.0")
public record MessageQuery(
        @Nullable String thread, @Nullable String actor, long after, int limit, int offset) {}
