package dev.reeve.supervisor.api.control;

import dev.reeve.supervisor.api.activity.Actor;

import org.jspecify.annotations.Nullable;

/// Who asks, and as part of what.
///
/// @param actor the actor that asks
/// @param traceparent the trace that it is a part of, as the header of that name says it, or null
public record Cause(String actor, @Nullable String traceparent) {
    /// Somebody from outside, for a reason of his own.
    public static final Cause OPERATOR = new Cause(Actor.OPERATOR, null);
}
