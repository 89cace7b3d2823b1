package dev.reeve.supervisor.api.event;

import dev.reeve.supervisor.api.promise.Api;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/// An event with its number and time, as the journal holds it.
///
/// @param seq from 1, without holes
/// @param time wall-clock time; may jump, `seq` is the order
/// @param thread the operation that it is a part of, or null
/// @param event what happened
@Api
public record RecordedEvent(long seq, Instant time, @Nullable String thread, Event event) {
    /// One that is a part of no operation.
    public RecordedEvent(long seq, Instant time, Event event) {
        this(seq, time, null, event);
    }
}
