package dev.reeve.supervisor.testkit;

import dev.reeve.supervisor.api.model.ServiceKey;
import dev.reeve.supervisor.api.state.Desired;
import dev.reeve.supervisor.api.state.Health;
import dev.reeve.supervisor.api.state.Phase;
import dev.reeve.supervisor.api.state.Reason;
import dev.reeve.supervisor.api.state.ServiceSnapshot;

import java.util.List;
import java.util.Map;

/// Services for a {@link FakeSupervisor}.
public final class FakeService {
    private FakeService() {}

    /// A process that is ready.
    ///
    /// @param dependsOn names of what it waits for
    public static ServiceSnapshot running(String name, String... dependsOn) {
        return of(new ServiceKey("process", "manifest", name), Phase.RUNNING, List.of(dependsOn));
    }

    /// A process that someone has stopped.
    public static ServiceSnapshot stopped(String name) {
        return of(new ServiceKey("process", "manifest", name), Phase.STOPPED, List.of());
    }

    /// The same service in another phase.
    static ServiceSnapshot in(ServiceSnapshot service, Phase phase) {
        return of(service.key(), phase, service.dependsOn());
    }

    /// A service in a phase, with what belongs to it there.
    public static ServiceSnapshot of(ServiceKey key, Phase phase, List<String> dependsOn) {
        boolean runs = phase == Phase.RUNNING;
        return new ServiceSnapshot(
                key,
                null,
                null,
                runs ? Desired.RUNNING : Desired.STOPPED,
                phase,
                Reason.of(Reason.Code.REQUESTED, "as requested"),
                Health.UNKNOWN,
                null,
                runs ? 4711L : null,
                1,
                0,
                1,
                0,
                3,
                null,
                FakeSupervisor.BEGIN,
                runs ? FakeSupervisor.BEGIN : null,
                runs ? null : FakeSupervisor.BEGIN,
                runs ? 2.5 : null,
                null,
                null,
                null,
                null,
                dependsOn,
                null,
                null,
                Map.of(),
                false);
    }
}
