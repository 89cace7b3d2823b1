package dev.reeve.supervisor.api.control;

import dev.reeve.supervisor.api.activity.Actor;
import dev.reeve.supervisor.api.promise.Api;
import dev.reeve.supervisor.api.promise.Incubating;

import org.jspecify.annotations.Nullable;

/// Who asks, and as part of what.
///
/// @param actor the actor that asks
/// @param traceparent the trace that it is a part of, as the header of that name says it, or null
@Api
@Incubating(since = "1.0.0")
public record Cause(String actor, @Nullable String traceparent) {
    /// Somebody from outside, for a reason of his own.
    public static final Cause OPERATOR = new Cause(Actor.OPERATOR, null);
}
