package dev.reeve.supervisor.api.state;

import java.util.Locale;

/// What is wanted of a service.
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
