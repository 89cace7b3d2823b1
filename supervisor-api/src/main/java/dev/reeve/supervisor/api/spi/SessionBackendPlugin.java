package dev.reeve.supervisor.api.spi;

/// Makes session backends: `kind: session, backend: KIND, config: {…options…}`.
///
/// @param <O> the record of its options
public interface SessionBackendPlugin<O extends Record> {
    /// Makes a backend for one service. Called while planning.
    SessionBackend create(O options, PlanContext context);
}
