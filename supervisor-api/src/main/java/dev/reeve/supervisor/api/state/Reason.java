package dev.reeve.supervisor.api.state;

import dev.reeve.supervisor.api.promise.Api;

import org.jspecify.annotations.Nullable;

import java.util.Locale;

/// Why a service is in its phase.
///
/// @param code one word for programs
/// @param text one line for people
/// @param exit how its last run ended, where that is why
@Api
public record Reason(Code code, String text, @Nullable Exit exit) {
    /// A reason that is not an end of a process.
    public static Reason of(Code code, String text) {
        return new Reason(code, text, null);
    }

    /// The same reason, of a run that ended so.
    public Reason with(@Nullable Exit how) {
        return new Reason(code, text, how);
    }

    /// Why, in one word.
    public enum Code {
        REQUESTED,
        EXITED,
        DEPENDENCY,
        AUTH_REQUIRED,
        CAPACITY,
        PAUSED,
        CRASHED,
        READY_TIMEOUT,
        UNHEALTHY,
        UNREACHABLE,
        RESTART_LIMIT,
        MISCONFIGURED,
        SPAWN_FAILED,
        START_TIMEOUT,
        HOOK_FAILED,
        UNKILLABLE,
        RELOADED,
        SHUTDOWN;

        /// The word that users read.
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
