package dev.reeve.supervisor.core.engine;

import dev.reeve.supervisor.api.state.Reason;

/// Whether a service that is wanted may start.
sealed interface Gate {
    /// It may.
    record Open() implements Gate {}

    /// It must wait.
    record Closed(Reason reason) implements Gate {}
}
