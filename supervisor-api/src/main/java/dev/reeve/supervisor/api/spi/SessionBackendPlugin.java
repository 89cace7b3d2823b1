package dev.reeve.supervisor.api.spi;

import dev.reeve.supervisor.api.promise.Spi;

import java.util.List;

/// Makes session backends: `kind: session, backend: KIND, config: {…options…}`.
///
/// @param <O> the record of its options
@Spi
public interface SessionBackendPlugin<O extends Record> {
    /// Makes a backend for one service. Called while planning.
    SessionBackend create(O options, PlanContext context);

    /// Services without which its sessions cannot be opened, such as the factory that makes them.
    /// Each counts as written into `depends_on`. Called while planning.
    default List<String> requires(O options) {
        return List.of();
    }
}
