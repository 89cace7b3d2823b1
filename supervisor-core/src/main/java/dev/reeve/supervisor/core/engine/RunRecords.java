package dev.reeve.supervisor.core.engine;

import dev.reeve.supervisor.api.model.ServiceKey;
import dev.reeve.supervisor.api.model.ServiceSpec;
import dev.reeve.supervisor.core.kernel.Child;

/// Where it is written down what runs, for a supervisor after this one. Nothing here fails: what
/// cannot be written is told, and then less is known later.
public interface RunRecords {
    /// A run is about to be spawned. On return that is written.
    void begins(ServiceSpec service, int run);

    /// It has a child. On return that is written.
    void spawned(ServiceKey service, int run, Child child);

    /// It is ready, and this is how it got there.
    void ready(ServiceKey service, Life.Tally tally);

    /// Nothing of it lives.
    void over(ServiceKey service, int run);
}
