package dev.reeve.supervisor.core.engine;

import dev.reeve.supervisor.api.state.Exit;

import org.jspecify.annotations.Nullable;

/// A run that is being ended: how far that has come.
///
/// @param pid its main process, 0 where it has a session instead; null while its spawn is not
///     answered
/// @param step what was done last
/// @param exit how its main process has ended, or null while it lives
public record Ending(@Nullable Long pid, Step step, @Nullable Exit exit) {
    /// What was done last.
    enum Step {
        /// The kernel has not yet said whether there is a process.
        SPAWNING,
        /// It was asked to end.
        ASKED,
        /// It was sent KILL.
        KILLED,
        /// Not even KILL has helped.
        STUCK
    }

    Ending at(Step next) {
        return new Ending(pid, next, exit);
    }

    Ending ended(Exit how) {
        return new Ending(pid, step, how);
    }

    /// The main process, where it lives.
    @Nullable Long livingPid() {
        return exit == null && pid != null && pid != 0 ? pid : null;
    }
}
