package dev.reeve.supervisor.core.ledger;

import dev.reeve.supervisor.api.model.ServiceKey;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/// A run that a supervisor before this one has begun, and of which nobody has said that it is over.
///
/// @param service its bare name
/// @param key its full name
/// @param run its number
/// @param definition the hash of what it was made by; empty where that is not known
/// @param pid of its process, or null where it was to be started and nobody said that it was
/// @param startTime when its process was started, in clock ticks since boot (field 22 of
///     `/proc/PID/stat`); with the pid it names one process and no other
/// @param spawnedAt when that was by the wall clock; null where `pid` is
/// @param ready whether it was ready
/// @param restarts of its service, when it became ready
/// @param attempts of its service, when it became ready
/// @param bootId of the boot in which it was started; the present one
public record LeftRun(
        String service,
        ServiceKey key,
        int run,
        String definition,
        @Nullable Long pid,
        long startTime,
        @Nullable Instant spawnedAt,
        boolean ready,
        int restarts,
        int attempts,
        String bootId) {

    static LeftRun begun(ServiceKey key, int run, String definition, String bootId) {
        return new LeftRun(key.name(), key, run, definition, null, 0, null, false, 0, 0, bootId);
    }

    LeftRun spawned(long number, long start, Instant at) {
        return new LeftRun(
                service,
                key,
                run,
                definition,
                number,
                start,
                at,
                ready,
                restarts,
                attempts,
                bootId);
    }

    LeftRun ready(int nowRestarts, int nowAttempts) {
        return new LeftRun(
                service,
                key,
                run,
                definition,
                pid,
                startTime,
                spawnedAt,
                true,
                nowRestarts,
                nowAttempts,
                bootId);
    }
}
