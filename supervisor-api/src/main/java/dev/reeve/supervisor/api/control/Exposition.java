package dev.reeve.supervisor.api.control;

/// Figures as a metrics exporter has written them.
///
/// @param contentType the media type, with its parameters
/// @param text what was written
public record Exposition(String contentType, String text) {}
