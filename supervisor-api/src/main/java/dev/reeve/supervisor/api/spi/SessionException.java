package dev.reeve.supervisor.api.spi;

import dev.reeve.supervisor.api.promise.Api;
import dev.reeve.supervisor.api.state.Liveness;

import org.jspecify.annotations.Nullable;

/// That a session cannot be had, and what kind of failure it is.
@Api
public final class SessionException extends Exception {
    private static final long serialVersionUID = 1;

    private final Liveness.Status status;

    /// @param status `UNAUTHORIZED` waits for someone, `MISCONFIGURED` gives up, `OFFLINE` and
    ///     `UNKNOWN` are tried again
    public SessionException(Liveness.Status status, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.status = status;
    }

    /// The category of the failure.
    public Liveness.Status status() {
        return status;
    }
}
