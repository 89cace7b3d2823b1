package dev.reeve.supervisor.api.model;

import dev.reeve.supervisor.api.promise.Api;

/// What becomes of a service that a supervisor which died has left running.
@Api
public enum OnOrphan {
    /// The next supervisor ends it and starts it again.
    KILL,
    /// The next supervisor takes it over as it runs.
    ADOPT
}
