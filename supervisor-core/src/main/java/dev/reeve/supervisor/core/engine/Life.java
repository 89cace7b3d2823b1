package dev.reeve.supervisor.core.engine;

import dev.reeve.supervisor.api.model.OnOrphan;
import dev.reeve.supervisor.api.model.ServiceSpec;
import dev.reeve.supervisor.api.state.Desired;
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
import dev.reeve.supervisor.core.plan.ServicePlan;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/// All that the engine knows of one service.
///
/// @param plan what its present run is made by, and the next one, too, unless there is a `next`
/// @param next what its next run will be made by, where that has changed while it lives; else null
/// @param desired what is wanted of it now
/// @param state where it stands
/// @param tally what is counted
/// @param times what is stamped
/// @param vitals how it fares
/// @param link what is known of its session, or null where it has none
public record Life(
        ServicePlan plan,
        @Nullable ServicePlan next,
        Desired desired,
        ServiceState state,
        Tally tally,
        Times times,
        Vitals vitals,
        @Nullable Link link) {
    /// A service that was never looked at.
    public static Life fresh(ServicePlan plan) {
        return new Life(
                plan,
                null,
                Desired.STOPPED,
                new Unknown(),
                new Tally(0, 0, 0, 0),
                new Times(null, null, null, null, null),
                Vitals.FRESH,
                Link.of(plan, null));
    }

    /// What is counted.
    ///
    /// @param run the number of the last run; 0 before the first
    /// @param starts all starts
    /// @param restarts those that nobody asked for
    /// @param attempts failures in a row
    public record Tally(int run, int starts, int restarts, int attempts) {
        Tally attempts(int count) {
            return new Tally(run, starts, restarts, count);
        }
    }

    /// What is stamped, by the wall clock.
    public record Times(
            @Nullable Instant startedAt,
            @Nullable Instant readyAt,
            @Nullable Instant stoppedAt,
            @Nullable String lastError,
            @Nullable Instant lastErrorAt) {
        Times started(Instant at) {
            return new Times(at, null, stoppedAt, lastError, lastErrorAt);
        }

        Times ready(Instant at) {
            return new Times(startedAt, at, stoppedAt, lastError, lastErrorAt);
        }

        Times stopped(Instant at) {
            return new Times(startedAt, readyAt, at, lastError, lastErrorAt);
        }

        Times error(String text, Instant at) {
            return new Times(startedAt, readyAt, stoppedAt, text, at);
        }
    }

    /// What its present run is made by.
    public ServiceSpec spec() {
        return plan.spec();
    }

    /// What is wanted of it by now, whatever its present run is made by.
    public ServicePlan latest() {
        return next == null ? plan : next;
    }

    /// Whether what lives of it is made by another definition than the latest.
    public boolean drift() {
        return next != null;
    }

    public String name() {
        return plan.name();
    }

    public int run() {
        return tally.run();
    }

    /// Whether another supervisor can take over what lives of it.
    boolean canStay() {
        return spec().onOrphan() == OnOrphan.ADOPT
                && !plan.connects()
                && (state instanceof Running || state instanceof Starting(Stage.Probing _, _, _));
    }

    /// Whether it runs, or will by itself.
    boolean active() {
        return switch (state) {
            case Unknown _, Stopped _, Failed _ -> false;
            // For a dependency that nobody moves: everything else is looked at as well.
            case Waiting(Reason reason) -> reason.code() != Reason.Code.DEPENDENCY;
            case Starting _, Running _, Stopping _, Backoff _ -> true;
        };
    }

    Life wanted(Desired what) {
        return new Life(plan, next, what, state, tally, times, vitals, link);
    }

    /// Standing there. What no longer runs is no longer asked for its health, and what no longer
    /// lives takes its latest definition.
    Life in(ServiceState to) {
        boolean lives = to.alive() || to.livingPid() != null;
        ServicePlan by = lives ? plan : latest();
        return new Life(
                by,
                lives ? next : null,
                desired,
                to,
                tally,
                times,
                to instanceof Running ? vitals : vitals.unasked(),
                linked(by, to));
    }

    /// Another definition, from its next run on.
    Life due(ServicePlan other) {
        return new Life(plan, other, desired, state, tally, times, vitals, link);
    }

    /// Another definition, from now on.
    Life by(ServicePlan other) {
        return new Life(other, null, desired, state, tally, times, vitals, Link.of(other, link));
    }

    /// The same definition, with other plugins, for what lives of it.
    Life running(ServicePlan other) {
        return new Life(other, next, desired, state, tally, times, vitals, link);
    }

    Life counting(Tally to) {
        return new Life(plan, next, desired, state, to, times, vitals, link);
    }

    Life stamped(Times to) {
        return new Life(plan, next, desired, state, tally, to, vitals, link);
    }

    Life faring(Vitals to) {
        return new Life(plan, next, desired, state, tally, times, to, link);
    }

    Life linked(Link to) {
        return new Life(plan, next, desired, state, tally, times, vitals, to);
    }

    /// What is known of the session of a service that has come to a state: one that rests has none,
    /// and of one that waits or has failed it is known why.
    private @Nullable Link linked(ServicePlan by, ServiceState to) {
        Link known = Link.of(by, link);
        if (known == null || to.alive()) {
            return known;
        }
        return to instanceof Stopped
                ? Link.NONE.lent(known.lent() && desired == Desired.RUNNING)
                : known.closed();
    }
}
