package dev.reeve.supervisor.api.activity;

import dev.reeve.supervisor.api.promise.Api;
import dev.reeve.supervisor.api.promise.Incubating;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// What an actor says of itself. What is null stays as it was.
///
/// @param name the actor; `SERVICE:PART` is known from its first report on
/// @param activity what it does
/// @param thread the operation that it works on; empty for none
/// @param queueDepth how much waits for it, from 0
/// @param description what it is for
/// @param peers with whom it has to do
@Api
@Incubating(since = "1.0.0")
public record ActorReport(
        String name,
        @Nullable Activity activity,
        @Nullable String thread,
        @Nullable Long queueDepth,
        @Nullable String description,
        @Nullable List<String> peers) {
    public ActorReport {
        peers = peers == null ? null : List.copyOf(peers);
    }

    /// Only what it does.
    public static ActorReport of(String name, Activity activity, @Nullable String thread) {
        return new ActorReport(name, activity, thread, null, null, null);
    }
}
