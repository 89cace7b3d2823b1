package dev.reeve.supervisor.api.state;

import dev.reeve.supervisor.api.promise.Api;

import java.util.Locale;

/// Whether a running service still can be used, as far as its health check knows.
@Api
public enum Health {
    UNKNOWN,
    CHECKING,
    HEALTHY,
    UNHEALTHY;

    /// The word that users read.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
