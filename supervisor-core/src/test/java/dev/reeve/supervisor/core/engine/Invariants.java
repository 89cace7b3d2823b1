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
import java.util.function.Predicate;

/// What must hold after every step, whatever has happened. Knows the services from their events
/// only, and so also proves that the events tell the whole story.
final class Invariants {
    private static final Map<Phase, Set<Phase>> TABLE = new EnumMap<>(Phase.class);

    static {
        // To failed at once: what it needs is not there.
        TABLE.put(
                Phase.UNKNOWN,
                EnumSet.of(Phase.STOPPED, Phase.WAITING, Phase.STARTING, Phase.FAILED));
        TABLE.put(Phase.STOPPED, EnumSet.of(Phase.WAITING, Phase.STARTING, Phase.FAILED));
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
    private final Map<String, Life> latest = new HashMap<>();
    private final Map<String, Integer> adopted = new HashMap<>();
    private final Promises promises;
    private final StartGate.Room room;

    Invariants(List<Life> lives, StartGate.Room room, Input.Begin begin) {
        this.room = room;
        this.promises = new Promises(begin);
        lives.forEach(life -> phases.put(life.name(), Phase.UNKNOWN));
        begin.left().forEach((name, found) -> adopted.put(name, found.tally().run()));
    }

    /// @param turn what the input has made of all
    void after(Input input, Engine engine, Engine.Turn turn, Bodies bodies) {
        List<Life> lives = engine.lives();
        lives.forEach(life -> latest.put(life.name(), life));
        if (input instanceof Input.Change(var changes, _, _, _, _, _)) {
            changes.added().forEach(plan -> phases.putIfAbsent(plan.name(), Phase.UNKNOWN));
        }
        promises.given(input, lives, turn);
        turn.events().forEach(this::replay);
        promises.kept(input, lives, turn, bodies);
        lives.forEach(this::asTold);
        phases.keySet().retainAll(lives.stream().map(Life::name).toList());
        adopted.keySet().retainAll(phases.keySet());
        room(lives, engine.status().equals("running"));
    }

    private void asTold(Life life) {
        must(
                life.state().phase() == phases.get(life.name()),
                life.name()
                        + ": the events say "
                        + phases.get(life.name())
                        + ", not "
                        + life.state());
        waitsForAReason(life);
    }

    /// Never more on their way than there is room for, but for those that were so already; and
    /// nobody waits for what is there.
    private void room(List<Life> lives, boolean serving) {
        int starting = 0;
        int connecting = 0;
        int own = 0;
        for (Life life : lives) {
            boolean on = life.state() instanceof ServiceState.Starting;
            connecting += on && life.plan().connects() ? 1 : 0;
            if (StartGate.retries(life)) {
                continue;
            }
            if (life.state() instanceof ServiceState.Starting(var stage, _, _)
                    && !(stage instanceof ServiceState.Stage.Adopting)) {
                starting++;
                own += adopted.getOrDefault(life.name(), 0) == life.run() ? 0 : 1;
            }
        }
        must(own <= room.starts(), own + " are starting, with room for " + room);
        var gate = new StartGate(new Lives(lives), room);
        for (Life life : lives) {
            boolean waits =
                    life.state() instanceof ServiceState.Waiting
                            && life.desired() == Desired.RUNNING;
            boolean held =
                    life.state() instanceof ServiceState.Waiting(var reason)
                            && reason.code() == Reason.Code.AUTH_REQUIRED;
            must(
                    !serving
                            || !waits
                            || held
                            || gate.gate(life, starting, connecting) instanceof Gate.Closed,
                    life.name() + " waits for nothing: " + life.state());
        }
    }

    /// Nothing has gone wrong for a long time.
    void afterRest(List<Life> lives) {
        for (Life life : lives) {
            boolean rests =
                    switch (life.state().phase()) {
                        case UNKNOWN, STOPPED, WAITING, RUNNING -> true;
                        case FAILED ->
                                !(life.state() instanceof ServiceState.Failed(_, Ending e))
                                        || e == null;
                        case STARTING, STOPPING, BACKOFF -> false;
                    };
            must(rests, life.name() + " does not come to rest: " + life.state());
        }
        promises.afterRest(lives);
    }

    /// Every service has come to rest.
    void atTheEnd(List<Life> lives, Predicate<String> alive) {
        for (Life life : lives) {
            Phase phase = life.state().phase();
            must(
                    phase == Phase.STOPPED || phase == Phase.FAILED || phase == Phase.UNKNOWN,
                    life.name() + " does not rest: " + life.state());
            boolean stuck =
                    life.state() instanceof ServiceState.Failed(_, Ending ending) && ending != null;
            must(stuck || !alive.test(life.name()), life.name() + " lives on: " + life.state());
        }
    }

    private void replay(Event event) {
        if (event instanceof Event.StateChanged(var key, var run, Phase from, Phase to, _)) {
            String name = key.name();
            must(
                    phases.get(name) == from,
                    name + " was " + phases.get(name) + ", the event says " + from);
            must(TABLE.get(from).contains(to), name + " went from " + from + " to " + to);
            must(run == null || run > 0, name + ": run " + run);
            if (to == Phase.STARTING && !adopted.getOrDefault(name, 0).equals(run)) {
                Life life = latest.get(name);
                must(life.latest().lacks() == null, name + " starts and lacks something");
                life.latest().spec().dependencies().forEach(d -> holds(name, d));
            }
            phases.put(name, to);
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

    static void must(boolean holds, String text) {
        if (!holds) {
            throw new AssertionError(text);
        }
    }
}
