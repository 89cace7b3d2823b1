package dev.reeve.supervisor.api.control;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/// An operation from its request to its end: what belongs together is told by it.
///
/// @param id its name, never used again
/// @param operation the word of what was asked: `start`, `restart`, `reload`, …
/// @param status where it stands
/// @param participants the actors that take part, sorted
/// @param messageCount how many messages belong to it
/// @param createdAt when it was asked
/// @param lastActivityAt when it last went on
/// @param error what went wrong, or null
public record OperationThread(
        String id,
        String operation,
        Status status,
        List<String> participants,
        int messageCount,
        Instant createdAt,
        Instant lastActivityAt,
        @Nullable String error) {
    public OperationThread {
        participants = List.copyOf(participants);
    }

    /// Where an operation stands.
    public enum Status {
        /// It goes on.
        ACTIVE,
        /// It came to its end.
        COMPLETED,
        /// It came to nothing.
        ERROR,
        /// It was ended by somebody.
        KILLED
    }
}
