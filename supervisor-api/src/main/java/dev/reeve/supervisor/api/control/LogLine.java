package dev.reeve.supervisor.api.control;

import dev.reeve.supervisor.api.promise.Api;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/// One line that a service has written.
///
/// @param service its bare name
/// @param run the run that wrote it, or null where that is not known any more
/// @param stream `stdout` or `stderr`
/// @param time when it was read, or null where that is not known any more
/// @param text without its line end; bytes that are no UTF-8 are replaced
@Api
public record LogLine(
        String service,
        @Nullable Integer run,
        String stream,
        @Nullable Instant time,
        String text) {}
