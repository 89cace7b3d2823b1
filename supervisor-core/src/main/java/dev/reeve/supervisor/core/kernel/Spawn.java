package dev.reeve.supervisor.core.kernel;

/// What became of a spawn.
public sealed interface Spawn {
    /// There is a child.
    record Spawned(Child child) implements Spawn {}

    /// There is none.
    ///
    /// @param text the system's own words, with what it was about: `cannot spawn /opt/web: No such
    ///     file or directory`
    /// @param passing whether it may go better later (no memory, too many processes), and so is
    /// worth
    ///     another try
    record Refused(String text, boolean passing) implements Spawn {}
}
