package dev.reeve.supervisor.api.control;

import dev.reeve.supervisor.api.promise.Api;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/// A process that nobody supervises.
///
/// @param pid its number
/// @param command its command line, as people read it
/// @param user the name or number of its user, or null where that cannot be seen
/// @param startedAt when it was started, or null where that cannot be seen
/// @param provider the kind of the discovery provider that found it
/// @param suggestedName a name it could have as a service
@Api
public record Discovered(
        long pid,
        String command,
        @Nullable String user,
        @Nullable Instant startedAt,
        String provider,
        String suggestedName) {}
