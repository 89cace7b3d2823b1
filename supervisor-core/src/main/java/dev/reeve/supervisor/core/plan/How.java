package dev.reeve.supervisor.core.plan;

/// When another definition of a service begins to hold.
public enum How {
    /// At once, without a new run: nothing has changed that a run is made by.
    IN_PLACE,
    /// What lives is ended and started anew; what has failed or ended is started.
    ANEW,
    /// With the next run, whenever that comes.
    LATER
}
