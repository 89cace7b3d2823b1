package dev.reeve.supervisor.api.activity;

import dev.reeve.supervisor.api.promise.Api;
import dev.reeve.supervisor.api.promise.Incubating;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.Locale;

/// An operation from its request to its end: what belongs together is told by it.
///
/// @param id its name, never used again
/// @param operation the word of what was asked: `start`, `restart`, `reload`, …; `message` where
///     programs have begun it by talking
/// @param status where it stands
/// @param participants the actors that take part, sorted
/// @param messageCount how many messages belong to it
/// @param createdAt when it was asked
/// @param lastActivityAt when it last went on
/// @param error what went wrong, or null
/// @param trace where it stands in a trace
@Api
@Incubating(since = "1.0.0")
public record OperationThread(
        String id,
        String operation,
        Status status,
        List<String> participants,
        int messageCount,
        Instant createdAt,
        Instant lastActivityAt,
        @Nullable String error,
        Trace trace) {
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
        KILLED;

        /// The word that people read and write.
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
