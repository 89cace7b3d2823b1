package dev.reeve.supervisor.api.control;

import dev.reeve.supervisor.api.activity.OperationThread;
import dev.reeve.supervisor.api.promise.Api;
import dev.reeve.supervisor.api.promise.Incubating;

import org.jspecify.annotations.Nullable;

/// Which operations are wanted.
///
/// @param status only those in this state, or null
/// @param participant only those in which this actor takes part, or null
/// @param limit at most how many, from 1
/// @param offset how many to pass over, from 0
@Api
@Incubating(since = "1.0.0")
public record ThreadQuery(
        OperationThread.@Nullable Status status,
        @Nullable String participant,
        int limit,
        int offset) {
    /// Those that go on.
    public static ThreadQuery active(int limit) {
        return new ThreadQuery(OperationThread.Status.ACTIVE, null, limit, 0);
    }
}
