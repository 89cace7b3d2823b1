package dev.reeve.supervisor.api.state;

import java.util.Locale;

/// Whether a running service still can be used, as far as its health check knows.
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
