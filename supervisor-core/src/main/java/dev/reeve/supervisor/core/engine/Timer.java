package dev.reeve.supervisor.core.engine;

/// The times that a run is given. Each has at most one going for a service.
public enum Timer {
    /// From the start to ready.
    START,
    /// From the spawn to ready.
    READY,
    /// From the spawn until a run that nobody is asked about counts as ready for those that wait
    /// for it.
    SETTLE,
    /// In `running`, until the run counts as stable.
    STABLE,
    /// From "please" to KILL.
    GRACE,
    /// From KILL until it counts as unkillable.
    KILL,
    /// From an end until the next start.
    BACKOFF,
    /// From "your time is over" until a ready strategy's last words are no longer waited for.
    LAST_WORDS,
    /// From one look at its health until the next.
    CHECK,
    /// From a sign of life until the next one must have come.
    WATCHDOG
}
