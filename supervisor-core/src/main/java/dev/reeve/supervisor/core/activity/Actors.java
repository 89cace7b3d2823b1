package dev.reeve.supervisor.core.activity;

import dev.reeve.supervisor.api.activity.Activity;
import dev.reeve.supervisor.api.activity.Actor;
import dev.reeve.supervisor.api.activity.ActorReport;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;

/// What actors do, as far as it was seen or said. Guarded by whoever holds it.
final class Actors {
    private final Map<String, State> states = new HashMap<>();

    /// What is known of one.
    static final class State {
        Activity activity = Activity.IDLE;
        @Nullable String thread;
        @Nullable Instant lastActivityAt;
        long messages;
        @Nullable Long queueDepth;
        @Nullable String description;
        @Nullable List<String> peers;

        Actor of(Described described) {
            return new Actor(
                    described.name(),
                    described.kind(),
                    description == null ? described.description() : description,
                    peers == null ? described.peers() : peers,
                    activity,
                    thread,
                    lastActivityAt,
                    messages,
                    queueDepth);
        }
    }

    /// What an actor is, whatever it does.
    record Described(String name, String kind, String description, List<String> peers) {}

    State of(String actor) {
        return states.computeIfAbsent(actor, _ -> new State());
    }

    @Nullable State known(String actor) {
        return states.get(actor);
    }

    /// Those that have told of themselves and are nobody else, by name.
    List<String> parts() {
        var parts = new TreeSet<String>();
        for (String name : states.keySet()) {
            if (name.indexOf(':') > 0 && !name.startsWith(Actor.PLUGIN)) {
                parts.add(name);
            }
        }
        return List.copyOf(parts);
    }

    int partsOf(String whole) {
        String prefix = whole + ":";
        return (int) states.keySet().stream().filter(name -> name.startsWith(prefix)).count();
    }

    /// Forgets those that are no more.
    void keep(Predicate<String> there) {
        states.keySet().removeIf(name -> !there.test(name));
    }

    /// It does this now.
    ///
    /// @return whether it did something else before
    static boolean does(State state, Activity activity, @Nullable String thread, Instant now) {
        boolean changed = state.activity != activity;
        state.activity = activity;
        state.thread = thread;
        state.lastActivityAt = now;
        return changed;
    }

    /// It has said this of itself.
    ///
    /// @return whether it did something else before
    static boolean says(State state, ActorReport report, Instant now) {
        state.queueDepth = report.queueDepth() == null ? state.queueDepth : report.queueDepth();
        state.description = report.description() == null ? state.description : report.description();
        state.peers = report.peers() == null ? state.peers : new ArrayList<>(report.peers());
        Activity activity = report.activity() == null ? state.activity : report.activity();
        String thread = state.thread;
        if (report.thread() != null) {
            thread = report.thread().isEmpty() ? null : report.thread();
        } else if (activity == Activity.IDLE) {
            thread = null;
        }
        return does(state, activity, thread, now);
    }
}
