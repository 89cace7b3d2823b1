package dev.reeve.supervisor.api.state;

import dev.reeve.supervisor.api.promise.Api;

import java.util.Locale;

/// Where a service stands.
@Api
public enum Phase {
    /// Registered, never looked at.
    UNKNOWN,
    /// Nothing runs.
    STOPPED,
    /// Wanted, blocked by a dependency, authentication, capacity or pause.
    WAITING,
    /// Spawned or connecting, not ready yet.
    STARTING,
    /// Ready.
    RUNNING,
    /// Asked to end, not yet all gone.
    STOPPING,
    /// Ended by itself, starts again at a known time.
    BACKOFF,
    /// Given up until someone, or a changed manifest, starts it.
    FAILED;

    /// The word that users read.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
