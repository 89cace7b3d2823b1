package dev.reeve.supervisor.api.spi;

import dev.reeve.supervisor.api.promise.Spi;
import dev.reeve.supervisor.api.state.Health;

/// Asks whether a running service still can be used.
@FunctionalInterface
@Spi
public interface HealthCheck {
    /// Looks once. Runs on a virtual thread, may block, is interrupted when its time is up.
    ///
    /// @throws Exception the check failed, and its message says why
    Answer check(ReadyRun run) throws Exception;

    /// Whether it reads what a run writes, so that the platform keeps that for it from the first
    /// line on.
    default boolean readsOutput() {
        return false;
    }

    /// What a look has shown.
    ///
    /// @param health `HEALTHY`, `UNHEALTHY` or `UNKNOWN`
    /// @param detail one line for people
    record Answer(Health health, String detail) {}
}
