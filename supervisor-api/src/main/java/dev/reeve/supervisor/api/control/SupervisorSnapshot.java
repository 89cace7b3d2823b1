package dev.reeve.supervisor.api.control;

import dev.reeve.supervisor.api.promise.Api;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/// How the supervisor itself is.
///
/// @param name the manifest's name
/// @param status `starting`, `running`, `stopping` or `stopped`
/// @param version the platform's version
/// @param pid its process
/// @param startedAt when it began
/// @param uptimeSeconds how long ago that was
/// @param loadPhase `simple`, `not_started`, `partial`, `loading`, `completed` or `failed`
/// @param serviceCount all services
/// @param runningCount those in phase running
/// @param actorCount all who act
/// @param activeThreads operations that go on
/// @param totalMessages all messages that ever were
/// @param evictedEvents how many events were dropped from the history
/// @param evictedMessages how many messages were
/// @param evictedThreads how many operations that have ended were
/// @param stateDirectory where lock, socket and logs are
/// @param manifest the file it was started with, or null
/// @param seq the number of the last event
@Api
public record SupervisorSnapshot(
        String name,
        String status,
        String version,
        long pid,
        Instant startedAt,
        double uptimeSeconds,
        String loadPhase,
        int serviceCount,
        int runningCount,
        int actorCount,
        int activeThreads,
        long totalMessages,
        long evictedEvents,
        long evictedMessages,
        long evictedThreads,
        String stateDirectory,
        @Nullable String manifest,
        long seq) {}
