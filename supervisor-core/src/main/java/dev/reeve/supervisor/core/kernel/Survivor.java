package dev.reeve.supervisor.core.kernel;

/// A process that a supervisor before us has started, or that one of those has started.
///
/// @param pid its number
/// @param startTime when it was started, in clock ticks since boot (field 22 of `/proc/PID/stat`);
///     with the pid it names one process and no other
/// @param token what its environment says under `REEVE_RUN`
public record Survivor(long pid, long startTime, String token) {}
