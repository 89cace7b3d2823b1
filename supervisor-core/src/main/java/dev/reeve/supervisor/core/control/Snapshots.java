package dev.reeve.supervisor.core.control;

import dev.reeve.supervisor.api.model.Dependency;
import dev.reeve.supervisor.api.state.ServiceSnapshot;
import dev.reeve.supervisor.core.engine.Life;
import dev.reeve.supervisor.core.engine.Link;
import dev.reeve.supervisor.core.engine.ServiceState.Backoff;
import dev.reeve.supervisor.core.engine.ServiceState.Running;

import java.util.List;
import java.util.Map;

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
        Link link = life.link();
        return new ServiceSnapshot(
                life.spec().key(),
                life.latest().spec().displayName(),
                life.latest().spec().description(),
                life.desired(),
                life.state().phase(),
                life.state().why(),
                life.vitals().health(),
                link == null ? null : link.liveness(),
                life.state().livingPid(),
                tally.run(),
                tally.restarts(),
                tally.starts(),
                tally.attempts(),
                life.latest().spec().restart().maxAttempts(),
                life.state() instanceof Backoff backoff ? backoff.until() : null,
                times.startedAt(),
                times.readyAt(),
                times.stoppedAt(),
                uptime,
                life.vitals().healthyAt(),
                life.vitals().checkedAt(),
                times.lastError(),
                times.lastErrorAt(),
                names(life.latest().spec().dependencies()),
                link == null ? null : link.endpoint(),
                life.state().alive() ? life.vitals().words() : null,
                link == null ? Map.of() : link.details(),
                life.drift());
    }

    private static List<String> names(List<Dependency> dependencies) {
        // Most have none, and this is asked for each service of each list.
        return dependencies.isEmpty()
                ? List.of()
                : dependencies.stream().map(Dependency::service).toList();
    }
}
