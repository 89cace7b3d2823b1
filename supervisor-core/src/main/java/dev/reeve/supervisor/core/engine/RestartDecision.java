package dev.reeve.supervisor.core.engine;

import dev.reeve.supervisor.api.model.RestartPolicy;
import dev.reeve.supervisor.api.model.RestartPolicy.Backoff;
import dev.reeve.supervisor.api.model.ServiceSpec;
import dev.reeve.supervisor.api.state.Exit;
import dev.reeve.supervisor.api.state.Reason;
import dev.reeve.supervisor.core.time.Words;

import java.time.Duration;

/// Whether a service that ended by itself starts again, and when.
sealed interface RestartDecision {
    /// It has ended well, and rests.
    record Rest(Reason reason) implements RestartDecision {}

    /// It starts again after this long.
    ///
    /// @param attempt which one in a row, from 1
    record Again(Reason reason, Duration delay, int attempt) implements RestartDecision {}

    /// It is given up.
    record GiveUp(Reason reason) implements RestartDecision {}

    /// After its main process has ended by itself.
    static RestartDecision afterExit(ServiceSpec spec, Exit exit, int attempts, double chance) {
        boolean success =
                exit instanceof Exit.Code(int code) && spec.successExitCodes().contains(code);
        Reason reason =
                new Reason(success ? Reason.Code.EXITED : Reason.Code.CRASHED, exit.words(), exit);
        boolean again =
                switch (spec.restart().when()) {
                    case ALWAYS -> true;
                    case ON_FAILURE -> !success;
                    case NEVER -> false;
                };
        if (!again) {
            return success ? new Rest(reason) : new GiveUp(reason);
        }
        return another(spec.restart(), reason, attempts, chance);
    }

    /// After something has failed for which a policy of `never` is the only one that gives up at
    /// once: not ready in time, no process to be had for the moment.
    static RestartDecision afterFailure(
            ServiceSpec spec, Reason reason, int attempts, double chance) {
        return switch (spec.restart().when()) {
            case NEVER -> new GiveUp(reason);
            case ALWAYS, ON_FAILURE -> another(spec.restart(), reason, attempts, chance);
        };
    }

    private static RestartDecision another(
            RestartPolicy policy, Reason reason, int attempts, double chance) {
        int attempt = attempts + 1;
        if (!policy.endless() && attempt > policy.maxAttempts()) {
            String text =
                    "given up after "
                            + policy.maxAttempts()
                            + (policy.maxAttempts() == 1 ? " restart" : " restarts")
                            + " in a row: "
                            + reason.text();
            return new GiveUp(new Reason(Reason.Code.RESTART_LIMIT, text, reason.exit()));
        }
        Duration delay = delay(policy.backoff(), attempt, chance);
        String of = policy.endless() ? "" : " of " + policy.maxAttempts();
        String text =
                reason.text()
                        + ", starts again in "
                        + Words.seconds(delay)
                        + " (attempt "
                        + attempt
                        + of
                        + ")";
        return new Again(new Reason(reason.code(), text, reason.exit()), delay, attempt);
    }

    /// The wait before an attempt, from 1.
    static Duration delay(Backoff backoff, int attempt, double chance) {
        double initial = backoff.initial().toNanos();
        double most = backoff.max().toNanos();
        double grown = Math.min(most, initial * Math.pow(backoff.factor(), attempt - 1.0));
        double spread = 1 + backoff.jitter() * (2 * chance - 1);
        return Duration.ofNanos(Math.round(grown * spread));
    }
}
