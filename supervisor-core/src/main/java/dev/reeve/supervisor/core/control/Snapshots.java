package dev.reeve.supervisor.core.control;

import dev.reeve.supervisor.api.model.Dependency;
import dev.reeve.supervisor.api.state.Health;
import dev.reeve.supervisor.api.state.ServiceSnapshot;
import dev.reeve.supervisor.core.engine.Life;
import dev.reeve.supervisor.core.engine.ServiceState.Backoff;
import dev.reeve.supervisor.core.engine.ServiceState.Running;

/// From the engine's view of a service to that of its readers.
final class Snapshots {
    private Snapshots() {}

    /// @param nanos the monotonic clock at this moment
    static ServiceSnapshot of(Life life, long nanos) {
        Double uptime =
                life.state() instanceof Running running
                        ? (nanos - running.sinceNanos()) / 1e9
                        : null;
        var times = life.times();
        var tally = life.tally();
        return new ServiceSnapshot(
                life.spec().key(),
                life.spec().displayName(),
                life.spec().description(),
                life.desired(),
                life.state().phase(),
                life.state().why(),
                Health.UNKNOWN,
                null,
                life.state().livingPid(),
                tally.run(),
                tally.restarts(),
                tally.starts(),
                tally.attempts(),
                life.spec().restart().maxAttempts(),
                life.state() instanceof Backoff backoff ? backoff.until() : null,
                times.startedAt(),
                times.readyAt(),
                times.stoppedAt(),
                uptime,
                null,
                null,
                times.lastError(),
                times.lastErrorAt(),
                life.spec().dependencies().stream().map(Dependency::service).toList(),
                null,
                null,
                false);
    }
}
