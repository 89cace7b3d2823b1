package dev.reeve.supervisor.api.activity;

import dev.reeve.supervisor.api.promise.Api;
import dev.reeve.supervisor.api.promise.Incubating;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/// Somebody who acts: the supervisor, its operator, a service, a part of a service, a plugin.
///
/// @param name unique: `supervisor`, `operator`, a service's bare name, `SERVICE:PART`,
///     `plugin:ID`
/// @param kind `supervisor`, `operator`, `plugin`, `part`, or the kind of the service
/// @param description what it is for; may be empty
/// @param peers with whom it has to do, sorted: what a service depends on, or what it has said
/// @param activity what it does at present
/// @param thread the operation that it works on, or null
/// @param lastActivityAt when it last did something, or null
/// @param messageCount how many messages it has sent
/// @param queueDepth how much waits for it, as it says itself, or null
@Api
@Incubating(since = "1.0.0")
public record Actor(
        String name,
        String kind,
        String description,
        List<String> peers,
        Activity activity,
        @Nullable String thread,
        @Nullable Instant lastActivityAt,
        long messageCount,
        @Nullable Long queueDepth) {
    /// Who keeps the services.
    public static final String SUPERVISOR = "supervisor";

    /// Whoever asks from outside.
    public static final String OPERATOR = "operator";

    /// What stands before the id of a plugin.
    public static final String PLUGIN = "plugin:";

    public Actor {
        peers = List.copyOf(peers);
    }
}
