package dev.reeve.supervisor.core.engine;

import dev.reeve.supervisor.api.state.Health;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;

/// How a service fares, as far as it is asked or says so itself.
///
/// @param health what is known of the present run: `UNKNOWN` where nothing is
/// @param verdict the last verdict on any run, `HEALTHY` or `UNHEALTHY`, or `UNKNOWN` before the
///     first: it survives a restart, so that a change is told once
/// @param failures checks that have failed in a row in this run
/// @param paused whether it is not asked, until someone resumes that
/// @param silence how often it must say that it is alive, or null where it need not
/// @param words what it says of itself, or null
/// @param healthyAt when a check last passed
/// @param checkedAt when a check last ended
public record Vitals(
        Health health,
        Health verdict,
        int failures,
        boolean paused,
        @Nullable Duration silence,
        @Nullable String words,
        @Nullable Instant healthyAt,
        @Nullable Instant checkedAt) {
    static final Vitals FRESH =
            new Vitals(Health.UNKNOWN, Health.UNKNOWN, 0, false, null, null, null, null);

    /// Of a new run nothing is known.
    Vitals ofNewRun() {
        return new Vitals(Health.UNKNOWN, verdict, 0, paused, null, null, healthyAt, checkedAt);
    }

    /// It is no longer running, or not yet.
    Vitals unasked() {
        return health == Health.UNKNOWN && failures == 0
                ? this
                : new Vitals(
                        Health.UNKNOWN, verdict, 0, paused, silence, words, healthyAt, checkedAt);
    }

    /// It is asked, and nothing is known yet.
    Vitals asked() {
        return new Vitals(
                Health.CHECKING, verdict, 0, paused, silence, words, healthyAt, checkedAt);
    }

    Vitals passed(Instant at) {
        return new Vitals(Health.HEALTHY, Health.HEALTHY, 0, paused, silence, words, at, at);
    }

    /// A check has failed, which does not yet mean that it is unhealthy.
    Vitals failed(Instant at) {
        return new Vitals(health, verdict, failures + 1, paused, silence, words, healthyAt, at);
    }

    Vitals unhealthy() {
        return new Vitals(
                Health.UNHEALTHY,
                Health.UNHEALTHY,
                failures,
                paused,
                silence,
                words,
                healthyAt,
                checkedAt);
    }

    /// A check has ended and shown nothing.
    Vitals looked(Instant at) {
        return new Vitals(health, verdict, failures, paused, silence, words, healthyAt, at);
    }

    Vitals paused(boolean whether) {
        return new Vitals(health, verdict, failures, whether, silence, words, healthyAt, checkedAt);
    }

    Vitals silentFor(@Nullable Duration longest) {
        return new Vitals(health, verdict, failures, paused, longest, words, healthyAt, checkedAt);
    }

    Vitals saying(@Nullable String text) {
        return new Vitals(health, verdict, failures, paused, silence, text, healthyAt, checkedAt);
    }
}
