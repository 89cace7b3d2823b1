package dev.reeve.supervisor.api.state;

import dev.reeve.supervisor.api.promise.Api;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Locale;

/// Whether what a session speaks to is there.
///
/// @param status in one word
/// @param detail one line for people
/// @param checkedAt when it was last looked at, or null if never
@Api
public record Liveness(Status status, String detail, @Nullable Instant checkedAt) {
    /// Of a session that was not made, or is closed.
    public static final Liveness NONE = new Liveness(Status.OFFLINE, "No item cached", null);

    /// Whether the other side is there, and lets us in.
    public enum Status {
        ONLINE,
        OFFLINE,
        UNAUTHORIZED,
        MISCONFIGURED,
        UNKNOWN;

        /// The word that users read.
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
