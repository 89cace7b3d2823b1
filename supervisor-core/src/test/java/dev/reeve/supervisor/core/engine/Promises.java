package dev.reeve.supervisor.core.engine;

import static dev.reeve.supervisor.core.engine.Invariants.must;

import dev.reeve.supervisor.api.control.Reply;
import dev.reeve.supervisor.api.control.Request;
import dev.reeve.supervisor.api.event.Event;
import dev.reeve.supervisor.api.model.Dependency;
import dev.reeve.supervisor.api.state.Desired;
import dev.reeve.supervisor.api.state.Health;
import dev.reeve.supervisor.api.state.Phase;
import dev.reeve.supervisor.api.state.Reason;
import dev.reeve.supervisor.core.plan.ServicePlan;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What people may count on: what they have stopped or suspended stays so, what they have removed
/// goes when nothing of it lives, what they have not changed is left alone.
final class Promises {
    private final Map<String, Desired> wishes;
    private final Map<String, Integer> left = new HashMap<>();
    private final Map<String, Health> verdicts = new HashMap<>();
    private final Set<String> changed = new HashSet<>();
    private final Set<String> leaving = new HashSet<>();
    private final Map<String, Life> seen = new HashMap<>();
    private Set<String> known = Set.of();

    Promises(Input.Begin begin) {
        wishes = new HashMap<>(begin.kept());
        begin.left().forEach((name, found) -> left.put(name, found.tally().run()));
    }

    /// What an input asks for.
    void given(Input input, List<Life> lives, Engine.Turn turn) {
        lives.forEach(life -> seen.put(life.name(), life));
        switch (input) {
            case Input.Asked asked when !isRefused(asked, turn) -> asked(asked, lives);
            case Input.Change change when !isRefused(change, turn) -> {
                var changes = change.changes();
                changes.added().forEach(plan -> fresh(plan.name()));
                changes.renewed().forEach(renewal -> changed.add(renewal.plan().name()));
                changed.addAll(changes.removed());
                changes.refitted().stream()
                        .filter(one -> one.plans().stream().anyMatch(Promises::mustEnd))
                        .forEach(one -> changed.add(one.service()));
                leaving.addAll(changes.removed());
                freed(required(change.start()));
            }
            // Nobody has asked for what was on its way any more.
            case Input.Cancel cancel -> cancel.services().forEach(wishes::remove);
            default -> {}
        }
    }

    private static boolean mustEnd(ServicePlan plan) {
        return plan.lacks() != null || plan.connects();
    }

    private void fresh(String name) {
        wishes.remove(name);
        left.remove(name);
        verdicts.remove(name);
    }

    private void asked(Input.Asked asked, List<Life> lives) {
        switch (asked.request()) {
            case Request.Start() -> {
                asked.names().forEach(name -> wishes.put(name, Desired.RUNNING));
                freed(required(asked.names()));
            }
            case Request.Restart() ->
                    asked.names().forEach(name -> wishes.put(name, Desired.RUNNING));
            case Request.Resume() ->
                    asked.names().forEach(name -> wishes.remove(name, Desired.SUSPENDED));
            case Request.Stop _ ->
                    lives.stream()
                            .filter(life -> asked.names().contains(life.name()))
                            // What has done its work stays done, whoever stops it.
                            .filter(life -> !exited(life))
                            .forEach(life -> wishes.put(life.name(), Desired.STOPPED));
            case Request.Suspend() ->
                    asked.names().forEach(name -> wishes.put(name, Desired.SUSPENDED));
            case Request.SendSignal _, Request.PauseHealth(), Request.ResumeHealth() -> {}
        }
    }

    /// Whoever is started may have what he requires started as well; what is suspended stays so.
    private void freed(Set<String> required) {
        required.forEach(name -> wishes.remove(name, Desired.STOPPED));
    }

    /// Whether all that happened is as it was promised.
    void kept(Input input, List<Life> lives, Engine.Turn turn, Bodies bodies) {
        for (Event event : turn.events()) {
            switch (event) {
                case Event.StateChanged(var key, var run, _, var to, var reason) -> {
                    if (to == Phase.STARTING && !left.getOrDefault(key.name(), 0).equals(run)) {
                        starts(key.name());
                    }
                    touched(input, key.name(), to, reason);
                }
                case Event.HealthChanged(var key, _, var from, var to, _) ->
                        alternates(key.name(), from, to);
                default -> {}
            }
        }
        gone(lives, bodies);
    }

    private void starts(String name) {
        Desired wish = wishes.get(name);
        must(
                wish != Desired.STOPPED && wish != Desired.SUSPENDED,
                name + " starts and was " + wish);
        must(!leaving.contains(name), name + " starts and is to go");
    }

    private void touched(Input input, String name, Phase to, Reason reason) {
        must(
                reason.code() != Reason.Code.RELOADED || changed.contains(name),
                name + " is " + to + " for a change, and was not changed");
        // What was asked for before may come to its turn by a change.
        if (input instanceof Input.Change && to == Phase.STOPPING) {
            must(
                    changed.contains(name)
                            || reason.code() == Reason.Code.DEPENDENCY
                            || reason.code() == Reason.Code.REQUESTED,
                    name + " is touched by a change: " + reason);
        }
    }

    private void alternates(String name, Health from, Health to) {
        Health last = verdicts.getOrDefault(name, Health.UNKNOWN);
        // That it is healthy at first is nothing to be told.
        boolean goesOn = from == last || (last == Health.UNKNOWN && from == Health.HEALTHY);
        must(goesOn && from != to, name + " was " + last + ", told " + from + " to " + to);
        must(
                to == Health.HEALTHY || to == Health.UNHEALTHY,
                name + ": " + to + " is no verdict to be told");
        verdicts.put(name, to);
    }

    private void gone(List<Life> lives, Bodies bodies) {
        var now = new HashSet<String>();
        lives.forEach(life -> now.add(life.name()));
        for (String name : known) {
            if (!now.contains(name)) {
                must(leaving.remove(name), name + " is gone, and nobody has removed it");
                must(!bodies.alive(name), name + " is gone, and something of it lives");
                fresh(name);
            }
        }
        // What was never seen at the end of a step was gone within it.
        leaving.retainAll(now);
        known = now;
    }

    void afterRest(List<Life> lives) {
        must(leaving.isEmpty(), leaving + " never go");
        for (Life life : lives) {
            boolean held =
                    life.desired() == Desired.RUNNING
                            || wishes.get(life.name()) != Desired.RUNNING
                            || life.state().why() == null
                            || life.state().why().code() == Reason.Code.EXITED;
            must(held, life.name() + " is wanted by people and rests: " + life.state());
        }
    }

    private static boolean exited(Life life) {
        Reason why = life.state().why();
        return life.state() instanceof ServiceState.Stopped
                && why != null
                && why.code() == Reason.Code.EXITED;
    }

    /// Also by way of what is just gone.
    private Set<String> required(Collection<String> names) {
        var found = new HashSet<String>();
        names.forEach(name -> require(name, seen, found));
        return found;
    }

    private static void require(String name, Map<String, Life> lives, Set<String> found) {
        Life life = lives.get(name);
        if (life != null && found.add(name)) {
            for (Dependency dependency : life.latest().spec().dependencies()) {
                if (dependency.required()) {
                    require(dependency.service(), lives, found);
                }
            }
        }
    }

    private static boolean isRefused(Input.Asked asked, Engine.Turn turn) {
        return turn.effects().stream()
                .anyMatch(
                        effect ->
                                effect instanceof Effect.Answer(var to, var replies)
                                        && to == asked.to()
                                        && replies.getFirst() instanceof Reply.Refused);
    }

    private static boolean isRefused(Input.Change change, Engine.Turn turn) {
        return turn.effects().stream()
                .anyMatch(
                        effect ->
                                effect instanceof Effect.TellApplied(var to, var refusal)
                                        && to == change.to()
                                        && refusal != null);
    }
}
