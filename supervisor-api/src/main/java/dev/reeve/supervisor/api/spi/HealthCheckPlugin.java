package dev.reeve.supervisor.api.spi;

import dev.reeve.supervisor.api.promise.Spi;

/// Makes health checks: `health: {KIND: {…options…}}`.
///
/// @param <O> the record of its options
@Spi
public interface HealthCheckPlugin<O extends Record> {
    /// Makes the check for one service. Called while planning.
    HealthCheck create(O options, PlanContext context);
}
