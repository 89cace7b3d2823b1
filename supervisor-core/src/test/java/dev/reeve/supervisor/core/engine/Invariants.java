package dev.reeve.supervisor.core.engine;

import dev.reeve.supervisor.api.event.Event;
import dev.reeve.supervisor.api.model.Dependency;
import dev.reeve.supervisor.api.state.Desired;
import dev.reeve.supervisor.api.state.Phase;
import dev.reeve.supervisor.api.state.Reason;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What must hold after every step, whatever has happened. Knows the services from their events
/// only, and so also proves that the events tell the whole story.
final class Invariants {
    private static final Map<Phase, Set<Phase>> TABLE = new EnumMap<>(Phase.class);

    static {
        TABLE.put(Phase.UNKNOWN, EnumSet.of(Phase.STOPPED, Phase.WAITING, Phase.STARTING));
        TABLE.put(Phase.STOPPED, EnumSet.of(Phase.WAITING, Phase.STARTING));
        TABLE.put(Phase.WAITING, EnumSet.of(Phase.STARTING, Phase.STOPPED, Phase.FAILED));
        // To stopped as well: a stop before anything was spawned leaves nothing to be stopping.
        TABLE.put(
                Phase.STARTING,
                EnumSet.of(
                        Phase.RUNNING,
                        Phase.BACKOFF,
                        Phase.WAITING,
                        Phase.STOPPING,
                        Phase.STOPPED,
                        Phase.FAILED));
        TABLE.put(
                Phase.RUNNING,
                EnumSet.of(Phase.STOPPING, Phase.BACKOFF, Phase.STOPPED, Phase.FAILED));
        TABLE.put(Phase.STOPPING, EnumSet.of(Phase.STOPPED, Phase.FAILED));
        TABLE.put(
                Phase.BACKOFF,
                EnumSet.of(Phase.STARTING, Phase.WAITING, Phase.STOPPED, Phase.FAILED));
        TABLE.put(Phase.FAILED, EnumSet.of(Phase.STARTING, Phase.STOPPED, Phase.WAITING));
    }

    private final Map<String, Phase> phases = new HashMap<>();
    private final Map<String, Reason> reasons = new HashMap<>();
    private final Map<String, Life> specs = new HashMap<>();
    private final int room;

    Invariants(List<Life> lives, int room) {
        this.room = room;
        lives.forEach(
                life -> {
                    phases.put(life.name(), Phase.UNKNOWN);
                    specs.put(life.name(), life);
                });
    }

    void after(List<Life> lives, List<Event> events) {
        events.forEach(this::replay);
        int starting = 0;
        for (Life life : lives) {
            must(
                    life.state().phase() == phases.get(life.name()),
                    life.name()
                            + ": the events say "
                            + phases.get(life.name())
                            + ", not "
                            + life.state());
            starting += life.state().phase() == Phase.STARTING ? 1 : 0;
            waitsForAReason(life);
        }
        must(starting <= room, starting + " are starting, with room for " + room);
    }

    /// Every service has come to rest.
    void atTheEnd(List<Life> lives) {
        for (Life life : lives) {
            Phase phase = life.state().phase();
            must(
                    phase == Phase.STOPPED || phase == Phase.FAILED || phase == Phase.UNKNOWN,
                    life.name() + " does not rest: " + life.state());
        }
    }

    private void replay(Event event) {
        if (event
                instanceof
                Event.StateChanged(var key, var run, Phase from, Phase to, Reason reason)) {
            String name = key.name();
            must(
                    phases.get(name) == from,
                    name + " was " + phases.get(name) + ", the event says " + from);
            must(TABLE.get(from).contains(to), name + " went from " + from + " to " + to);
            must(run == null || run > 0, name + ": run " + run);
            if (to == Phase.STARTING) {
                specs.get(name).spec().dependencies().forEach(d -> holds(name, d));
            }
            phases.put(name, to);
            reasons.put(name, reason);
        }
    }

    /// No start before its dependencies hold.
    private void holds(String name, Dependency dependency) {
        Phase other = phases.get(dependency.service());
        boolean held =
                switch (dependency.condition()) {
                    case STARTED -> other == Phase.RUNNING || other == Phase.STARTING;
                    case READY, HEALTHY -> other == Phase.RUNNING;
                    case COMPLETED, COMPLETED_SUCCESSFULLY ->
                            other == Phase.STOPPED || other == Phase.FAILED;
                };
        boolean passedOver =
                !dependency.required() && other != Phase.STARTING && other != Phase.RUNNING;
        must(held || passedOver, name + " starts although " + dependency + " is " + other);
    }

    /// Whatever is wanted is on its way, there, or held up for a reason that is said.
    private static void waitsForAReason(Life life) {
        if (life.desired() != Desired.RUNNING) {
            return;
        }
        Phase phase = life.state().phase();
        must(phase != Phase.UNKNOWN, life.name() + " is wanted and nobody has looked at it");
        must(phase != Phase.STOPPED, life.name() + " is wanted and rests: " + life.state());
        must(
                phase == Phase.STARTING || life.state().why() != null,
                life.name() + " has no reason: " + life.state());
    }

    private static void must(boolean holds, String text) {
        if (!holds) {
            throw new AssertionError(text);
        }
    }
}
