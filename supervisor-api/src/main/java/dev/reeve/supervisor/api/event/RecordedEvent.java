package dev.reeve.supervisor.api.event;

import java.time.Instant;

/// An event with its number and time, as the journal holds it.
///
/// @param seq from 1, without holes
/// @param time wall-clock time; may jump, `seq` is the order
/// @param event what happened
public record RecordedEvent(long seq, Instant time, Event event) {}
