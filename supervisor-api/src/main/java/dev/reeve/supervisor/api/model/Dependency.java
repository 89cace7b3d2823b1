package dev.reeve.supervisor.api.model;

import dev.reeve.supervisor.api.promise.Api;

import java.util.Locale;

/// That one service comes after another.
///
/// @param service the bare name of the service that comes first
/// @param condition what must hold of it
/// @param required whether to wait for ever when the condition cannot come true; otherwise a
///     dependency that is absent or has ended for good is passed over
/// @param restart whether a restart of the dependency restarts this one, too
@Api
public record Dependency(String service, Condition condition, boolean required, boolean restart) {
    /// What must hold of a dependency before its dependent starts.
    public enum Condition {
        /// It has been spawned.
        STARTED,
        /// It is running, which is to say ready.
        READY,
        /// It is running, and its last health check passed.
        HEALTHY,
        /// It has run and ended by itself, however it ended.
        COMPLETED,
        /// It has run and ended by itself with a success exit code.
        COMPLETED_SUCCESSFULLY;

        /// The word of the manifest.
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
