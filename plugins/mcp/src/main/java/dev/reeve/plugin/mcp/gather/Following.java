package dev.reeve.plugin.mcp.gather;

import dev.reeve.plugin.mcp.remote.Remote;
import dev.reeve.supervisor.api.control.Supervisor;
import dev.reeve.supervisor.api.event.Event;
import dev.reeve.supervisor.api.event.EventStream;
import dev.reeve.supervisor.api.event.RecordedEvent;
import dev.reeve.supervisor.api.state.Phase;
import dev.reeve.supervisor.api.state.ServiceSnapshot;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

/// Sees servers come and go, by the events of the supervisor, on a virtual thread.
final class Following implements AutoCloseable {
    private static final Duration LONG = Duration.ofHours(1);

    private final Supervisor supervisor;
    private final Predicate<ServiceSnapshot> wanted;
    private final Members members;
    private final EventStream events;
    private final Thread thread;

    /// @param wanted which services are servers to be gathered
    Following(Supervisor supervisor, Predicate<ServiceSnapshot> wanted, Members members) {
        this.supervisor = supervisor;
        this.wanted = wanted;
        this.members = members;
        events = supervisor.follow(supervisor.services().seq());
        look();
        thread = Thread.ofVirtual().name("mcp-gathers").start(this::run);
    }

    private void run() {
        try {
            while (!events.closed()) {
                RecordedEvent recorded = events.next(LONG);
                if (recorded != null && concerns(recorded.event())) {
                    look();
                }
            }
        } catch (InterruptedException closing) {
            // Nobody is gathered any more.
        }
    }

    private static boolean concerns(Event event) {
        return switch (event) {
            case Event.StateChanged _, Event.LivenessChanged _, Event.Reloaded _, Event.Gap _ ->
                    true;
            case Event.HealthChanged _,
                    Event.CredentialsRead _,
                    Event.MessageSent _,
                    Event.ThreadChanged _,
                    Event.ActorChanged _,
                    Event.ErrorOccurred _,
                    Event.HookFailed _,
                    Event.PluginChanged _,
                    Event.SupervisorChanged _ ->
                    false;
        };
    }

    private void look() {
        Map<String, Integer> running = new HashMap<>();
        for (ServiceSnapshot service : supervisor.services().items()) {
            if (service.phase() == Phase.RUNNING && wanted.test(service)) {
                running.put(service.name(), service.run());
            }
        }
        members.expect(running).forEach(this::ask);
    }

    private void ask(String name, int run) {
        var _ =
                supervisor
                        .session(name, Remote.class)
                        .thenAccept(
                                obtained -> {
                                    Remote remote = obtained.value();
                                    if (remote != null) {
                                        members.join(name, run, remote);
                                    }
                                });
    }

    @Override
    public void close() {
        events.close();
        thread.interrupt();
    }
}
