package dev.reeve.supervisor.api.state;

import dev.reeve.supervisor.api.model.ServiceKey;
import dev.reeve.supervisor.api.promise.Api;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A published copy of where one service stands. A field that does not apply is null.
///
/// @param key its full name
/// @param displayName free text for people
/// @param description what it is for
/// @param desired what is wanted of it
/// @param phase where it stands
/// @param reason why it is there, or null before anything has happened
/// @param health whether it still can be used
/// @param liveness whether the other side of its session is there; null without a session
/// @param pid the process that lives now, or null
/// @param run the number of its last run, from 1; 0 before the first
/// @param restarts automatic restarts since it was registered
/// @param starts all starts since it was registered
/// @param attempts failures in a row that count against `maxAttempts`
/// @param maxAttempts the limit to the attempts; -1 is endless
/// @param nextRetryAt when it starts again; in backoff only
/// @param startedAt when the last run was spawned
/// @param readyAt when the last run became ready
/// @param stoppedAt when the last run ended
/// @param uptimeSeconds how long the present run has been ready; null unless it is
/// @param lastHealthyAt when a health check last passed
/// @param lastCheckedAt when a health check last ended
/// @param lastError the last error in words; kept after a stop
/// @param lastErrorAt when that was
/// @param dependsOn bare names of what it waits for
/// @param endpoint where it can be reached, if that is known
/// @param statusText what it says of itself at present, in its own words, or null
/// @param details what there is to know of its session, by name; empty without one
/// @param drift whether it runs by another definition than the present one
@Api
public record ServiceSnapshot(
        ServiceKey key,
        @Nullable String displayName,
        @Nullable String description,
        Desired desired,
        Phase phase,
        @Nullable Reason reason,
        Health health,
        @Nullable Liveness liveness,
        @Nullable Long pid,
        int run,
        int restarts,
        int starts,
        int attempts,
        int maxAttempts,
        @Nullable Instant nextRetryAt,
        @Nullable Instant startedAt,
        @Nullable Instant readyAt,
        @Nullable Instant stoppedAt,
        @Nullable Double uptimeSeconds,
        @Nullable Instant lastHealthyAt,
        @Nullable Instant lastCheckedAt,
        @Nullable String lastError,
        @Nullable Instant lastErrorAt,
        List<String> dependsOn,
        @Nullable String endpoint,
        @Nullable String statusText,
        Map<String, Object> details,
        boolean drift) {
    /// After how many failures in a row a session counts as unreachable.
    private static final int UNREACHABLE = 3;

    public ServiceSnapshot {
        dependsOn = List.copyOf(dependsOn);
        details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
    }

    /// The bare name.
    public String name() {
        return key.name();
    }

    /// The one word that other systems would use for where it stands.
    public String status() {
        boolean session = liveness != null;
        Reason.Code why = reason == null ? null : reason.code();
        return switch (phase) {
            case RUNNING ->
                    health == Health.UNHEALTHY
                            ? "health_check_failed"
                            : session ? "connected" : "running";
            case BACKOFF ->
                    why == Reason.Code.UNREACHABLE && attempts >= UNREACHABLE
                            ? "unreachable"
                            : session ? "retrying" : "restarting";
            case WAITING -> why == Reason.Code.AUTH_REQUIRED ? "auth_required" : "waiting";
            case STOPPED -> session ? "disconnected" : "stopped";
            case UNKNOWN, STARTING, STOPPING, FAILED -> phase.word();
        };
    }
}
