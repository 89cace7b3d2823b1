package dev.reeve.supervisor.api.model;

import dev.reeve.supervisor.api.promise.Api;

import java.time.Duration;

/// When a service that ended by itself is started again.
///
/// @param when after which ends
/// @param maxAttempts how many restarts in a row, before it is given up; -1 is endless
/// @param resetAfter how long a run must be in `running` before it counts as stable and the
/// attempts
///     are forgotten
/// @param backoff how long to wait before each attempt
@Api
public record RestartPolicy(When when, int maxAttempts, Duration resetAfter, Backoff backoff) {
    /// After which ends a service is started again.
    public enum When {
        /// After every end.
        ALWAYS,
        /// After every end that is not a success.
        ON_FAILURE,
        /// Never.
        NEVER
    }

    /// How the wait before an attempt grows: `initial × factor^(n-1)` before attempt n, at most
    /// `max`, and then up to `jitter` more or less.
    ///
    /// @param initial the first wait, 0 or more
    /// @param factor 1 or more
    /// @param max the longest wait before jitter
    /// @param jitter 0 (none) to 1 (from nothing to twice as long)
    public record Backoff(Duration initial, double factor, Duration max, double jitter) {}

    /// Whether there is no limit to the attempts.
    public boolean endless() {
        return maxAttempts < 0;
    }
}
