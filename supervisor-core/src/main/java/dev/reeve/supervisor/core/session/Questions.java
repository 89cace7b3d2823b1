package dev.reeve.supervisor.core.session;

import dev.reeve.supervisor.api.spi.SessionBackend.Session;
import dev.reeve.supervisor.api.state.Liveness;
import dev.reeve.supervisor.api.state.Liveness.Status;
import dev.reeve.supervisor.core.guard.Guard;
import dev.reeve.supervisor.core.guard.Outcome;
import dev.reeve.supervisor.core.guard.Thrown;
import dev.reeve.supervisor.core.time.TimeSource;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/// What an open session is asked.
record Questions(Guard guard, String service, TimeSource time) {
    private static final Duration LIMIT = Duration.ofSeconds(5);

    /// Whether the other side is there. Waits for the answer; for threads that nobody interrupts.
    Liveness look(Session open, Duration limit) {
        var seen = new CompletableFuture<Liveness>();
        Outcome outcome;
        try {
            outcome =
                    guard.within(
                            limit,
                            "check",
                            "checks " + service,
                            open,
                            () -> {
                                try {
                                    seen.complete(open.check());
                                } catch (Throwable thrown) {
                                    seen.complete(SessionFailures.liveness(thrown, time.now()));
                                    throw thrown;
                                }
                            });
        } catch (InterruptedException never) {
            throw new IllegalStateException("nobody interrupts this thread", never);
        }
        return switch (outcome) {
            case Outcome.Late(String why) -> at(Status.OFFLINE, "the check " + why);
            // Nobody was asked: that says nothing of the other side.
            case Outcome.Refused(String why) -> at(Status.UNKNOWN, why);
            case Outcome.Done _, Outcome.Failed _, Outcome.Interrupted _ -> {
                Liveness liveness = seen.getNow(null);
                yield liveness == null
                        ? at(Status.UNKNOWN, "the check gave no answer")
                        : at(liveness.status(), Thrown.cut(liveness.detail()));
            }
        };
    }

    /// Something that it knows without looking; null where it does not say.
    <T> @Nullable T ask(Session open, Supplier<@Nullable T> what) {
        try {
            return guard.ask(LIMIT, "asks " + service, open, what);
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    private Liveness at(Status status, String detail) {
        return new Liveness(status, detail, time.now());
    }
}
