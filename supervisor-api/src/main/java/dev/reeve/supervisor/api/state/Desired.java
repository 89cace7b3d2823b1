package dev.reeve.supervisor.api.state;

import dev.reeve.supervisor.api.promise.Api;

import java.util.Locale;

/// What is wanted of a service.
@Api
public enum Desired {
    RUNNING,
    STOPPED,
    /// Wanted, but held back until someone resumes it.
    SUSPENDED;

    /// The word that users read.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
