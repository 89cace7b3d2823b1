package dev.reeve.supervisor.api.control;

import dev.reeve.supervisor.api.promise.Api;

import org.jspecify.annotations.Nullable;

/// That a process shall be taken over as a service.
///
/// @param pid its main process
/// @param name the bare name it shall have
/// @param startTime when that process was started, in the kernel's clock ticks since boot (field 22
///     of `/proc/PID/stat`), so that no other process which got its number is meant; null where the
///     number is enough
@Api
public record Adoption(long pid, String name, @Nullable Long startTime) {}
