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
    BACKOFF
}
