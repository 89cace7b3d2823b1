package dev.reeve.supervisor.api.control;

import dev.reeve.supervisor.api.promise.Api;

/// Figures as a metrics exporter has written them.
///
/// @param contentType the media type, with its parameters
/// @param text what was written
@Api
public record Exposition(String contentType, String text) {}
