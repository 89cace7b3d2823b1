package dev.reeve.supervisor.core.kernel;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/// A process that runs already and is to be watched as a child is.
///
/// @param pid its main process; it may have ended, so that only the rest is watched
/// @param startTime when that was started, in clock ticks since boot
/// @param spawnedAt the same by the wall clock
/// @param token what its environment says under `REEVE_RUN`, or null where it has none. A process
///     that says another one is not the one that is meant; one that says none may be, for some
///     programs write over their environment
public record AdoptRequest(long pid, long startTime, Instant spawnedAt, @Nullable String token) {}
