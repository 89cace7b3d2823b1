package dev.reeve.supervisor.core.engine;

import dev.reeve.supervisor.api.model.Dependency;
import dev.reeve.supervisor.api.state.Desired;
import dev.reeve.supervisor.api.state.Health;
import dev.reeve.supervisor.api.state.Reason;
import dev.reeve.supervisor.core.engine.ServiceState.Backoff;
import dev.reeve.supervisor.core.engine.ServiceState.Failed;
import dev.reeve.supervisor.core.engine.ServiceState.Running;
import dev.reeve.supervisor.core.engine.ServiceState.Stage;
import dev.reeve.supervisor.core.engine.ServiceState.Starting;
import dev.reeve.supervisor.core.engine.ServiceState.Stopped;
import dev.reeve.supervisor.core.engine.ServiceState.Stopping;
import dev.reeve.supervisor.core.engine.ServiceState.Unknown;
import dev.reeve.supervisor.core.engine.ServiceState.Waiting;

import org.jspecify.annotations.Nullable;

/// Who may start: those whose dependencies hold, as long as there is room.
final class StartGate {
    private final Lives lives;
    private final int room;

    StartGate(Lives lives, int room) {
        this.lives = lives;
        this.room = room;
    }

    /// Whether this one may start now.
    ///
    /// @param starting how many are on their way already
    Gate gate(Life life, int starting) {
        for (Dependency dependency : life.latest().spec().dependencies()) {
            if (!holds(dependency)) {
                return new Gate.Closed(
                        Reason.of(Reason.Code.DEPENDENCY, "waits for " + words(dependency)));
            }
        }
        return starting < room
                ? new Gate.Open()
                : new Gate.Closed(
                        Reason.of(
                                Reason.Code.CAPACITY,
                                "waits until fewer than " + room + " services are starting"));
    }

    /// What will not come true by itself: the dependency that keeps this one waiting until somebody
    /// does something; null where there is hope.
    @Nullable String hopeless(Life life) {
        for (Dependency dependency : life.latest().spec().dependencies()) {
            Life other = lives.find(dependency.service());
            if (!holds(dependency) && (other == null || settled(other))) {
                return words(dependency);
            }
        }
        return null;
    }

    private boolean holds(Dependency dependency) {
        Life other = lives.find(dependency.service());
        if (other == null) {
            return !dependency.required();
        }
        return met(dependency.condition(), other) || (!dependency.required() && settled(other));
    }

    private static boolean met(Dependency.Condition condition, Life other) {
        ServiceState state = other.state();
        return switch (condition) {
            case STARTED ->
                    state instanceof Running || state instanceof Starting(Stage.Probing _, _, _);
            case READY -> state instanceof Running;
            case HEALTHY -> state instanceof Running && other.vitals().health() == Health.HEALTHY;
            case COMPLETED ->
                    exited(state) || (state instanceof Failed failed && ran(failed.reason()));
            case COMPLETED_SUCCESSFULLY -> exited(state);
        };
    }

    private static boolean exited(ServiceState state) {
        return state instanceof Stopped(Reason reason, _) && reason.code() == Reason.Code.EXITED;
    }

    private static boolean ran(Reason reason) {
        return reason.exit() != null;
    }

    /// Whether it stays as it is until somebody does something.
    private static boolean settled(Life other) {
        return switch (other.state()) {
            case Failed _ -> true;
            case Unknown _, Stopped _ -> other.desired() != Desired.RUNNING;
            case Waiting _ -> other.desired() == Desired.SUSPENDED;
            case Starting _, Running _, Stopping _, Backoff _ -> false;
        };
    }

    private String words(Dependency dependency) {
        Life other = lives.find(dependency.service());
        String stands =
                other == null
                        ? "which is not there"
                        : "which is " + standing(other) + because(other);
        return dependency.service()
                + " to be "
                + dependency.condition().word().replace('_', ' ')
                + ", "
                + stands;
    }

    private static String standing(Life other) {
        Health health = other.vitals().health();
        String phase = other.state().phase().word();
        return health == Health.UNKNOWN ? phase : phase + " and " + health.word();
    }

    private static String because(Life other) {
        Reason why = other.state().why();
        return why == null ? "" : " (" + why.text() + ")";
    }
}
