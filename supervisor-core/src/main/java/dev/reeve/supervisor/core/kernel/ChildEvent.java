package dev.reeve.supervisor.core.kernel;

import dev.reeve.supervisor.api.state.Exit;

/// What the kernel tells of a child.
public sealed interface ChildEvent {
    /// Its main process has ended, and was reaped.
    ///
    /// @param leftovers whether some process of its group, or another descendant, still lives
    record Ended(Exit exit, boolean leftovers) implements ChildEvent {}

    /// Nothing of it is left. Told once, after an `Ended` with leftovers.
    record Emptied() implements ChildEvent {}
}
