package dev.reeve.supervisor.core.event;

import dev.reeve.supervisor.api.event.Event;

import org.jspecify.annotations.Nullable;

/// An event before it has its number.
///
/// @param thread the operation that it is a part of, or null
public record Occurrence(@Nullable String thread, Event event) {}
