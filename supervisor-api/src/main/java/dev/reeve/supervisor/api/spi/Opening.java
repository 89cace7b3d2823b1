package dev.reeve.supervisor.api.spi;

import dev.reeve.supervisor.api.control.Supervisor;
import dev.reeve.supervisor.api.model.ServiceKey;
import dev.reeve.supervisor.api.promise.Api;

/// One opening of a session: which it is, what there is beside it, and how to tell what becomes of
/// it. Every method may be called by any thread, from the opening on until the session is closed;
/// what is told after that is dropped.
@Api
public interface Opening {
    /// The service whose session it is.
    ServiceKey service();

    /// The number of this opening, from 1.
    int run();

    /// The supervisor: other services, their sessions, and how to start and stop them.
    Supervisor supervisor();

    /// Tells something of the session: in its own words, what is known of the other side, where
    /// that can be reached.
    void report(Report report);

    /// Tells that the session can no longer be used, and why, as soon as that is known. It is then
    /// closed, and opened again where the category of the failure allows it.
    void lost(SessionException why);
}
