package dev.reeve.supervisor.core.engine;

import dev.reeve.supervisor.api.model.ServiceSpec;
import dev.reeve.supervisor.api.state.Desired;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/// All that the engine knows of one service.
///
/// @param spec what is wanted of it
/// @param plan whether plugins take part in its life
/// @param desired what is wanted of it now
/// @param state where it stands
/// @param tally what is counted
/// @param times what is stamped
public record Life(
        ServiceSpec spec,
        Parts plan,
        Desired desired,
        ServiceState state,
        Tally tally,
        Times times) {
    /// A service that was never looked at.
    public static Life fresh(ServiceSpec spec, Parts plan) {
        return new Life(
                spec,
                plan,
                Desired.STOPPED,
                new ServiceState.Unknown(),
                new Tally(0, 0, 0, 0),
                new Times(null, null, null, null, null));
    }

    /// Which plugins take part.
    ///
    /// @param prepares something is to be done before the spawn
    /// @param settles no ready strategy is asked, and others wait for it
    /// @param probes a ready strategy is asked
    /// @param hooks hooks are called
    public record Parts(boolean prepares, boolean settles, boolean probes, boolean hooks) {}

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

    public String name() {
        return spec.name();
    }

    public int run() {
        return tally.run();
    }

    Life wanted(Desired what) {
        return new Life(spec, plan, what, state, tally, times);
    }

    Life in(ServiceState next) {
        return new Life(spec, plan, desired, next, tally, times);
    }

    Life counting(Tally next) {
        return new Life(spec, plan, desired, state, next, times);
    }

    Life stamped(Times next) {
        return new Life(spec, plan, desired, state, tally, next);
    }
}
