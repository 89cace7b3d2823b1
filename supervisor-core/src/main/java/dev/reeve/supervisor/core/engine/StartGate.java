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

import java.util.function.Predicate;

/// Who may start: those whose dependencies hold, as long as there is room.
final class StartGate {
    private final Lives lives;
    private final Room room;

    /// How many may be on their way at one time.
    ///
    /// @param starts of all services
    /// @param retries of sessions that are opened again after a failure; they take no room of the
    ///     others, so that a system that does not answer holds up nobody else
    record Room(int starts, int retries) {}

    StartGate(Lives lives, Room room) {
        this.lives = lives;
        this.room = room;
    }

    /// Whether it would be another try to open a session.
    static boolean retries(Life life) {
        return life.latest().connects() && life.tally().attempts() > 0;
    }

    /// Whether this one may start now.
    ///
    /// @param starting how many are on their way already
    /// @param connecting how many sessions are being opened already
    Gate gate(Life life, int starting, int connecting) {
        for (Dependency dependency : life.latest().spec().dependencies()) {
            if (!holds(dependency)) {
                return new Gate.Closed(
                        Reason.of(Reason.Code.DEPENDENCY, "waits for " + words(dependency)));
            }
        }
        if (retries(life)) {
            return connecting < room.retries()
                    ? new Gate.Open()
                    : full(room.retries(), "sessions are being opened");
        }
        return starting < room.starts()
                ? new Gate.Open()
                : full(room.starts(), "services are starting");
    }

    private static Gate full(int most, String what) {
        String text = "waits until fewer than " + most + " " + what;
        return new Gate.Closed(Reason.of(Reason.Code.CAPACITY, text));
    }

    /// What will not come true by itself: the dependency that keeps this one waiting until somebody
    /// does something; null where there is hope.
    ///
    /// @param willStart whether a service that rests is to be started all the same
    @Nullable String hopeless(Life life, Predicate<String> willStart) {
        for (Dependency dependency : life.latest().spec().dependencies()) {
            Life other = lives.find(dependency.service());
            boolean rests = other == null || (settled(other) && !willStart.test(other.name()));
            if (!holds(dependency) && rests) {
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
                    state instanceof Running
                            || state instanceof Starting(Stage.Probing _, _, _)
                            || state instanceof Starting(Stage.Connecting _, _, _);
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
            case Waiting(Reason reason) ->
                    other.desired() == Desired.SUSPENDED
                            || reason.code() == Reason.Code.AUTH_REQUIRED;
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
