package dev.reeve.supervisor.api.model;

/// What becomes of a service that a supervisor which died has left running.
public enum OnOrphan {
    /// The next supervisor ends it and starts it again.
    KILL,
    /// The next supervisor takes it over as it runs.
    ADOPT
}
