package dev.reeve.supervisor.core.engine;

import dev.reeve.supervisor.api.state.Phase;
import dev.reeve.supervisor.api.state.Reason;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/// Where a service stands, with what is true there and only there.
public sealed interface ServiceState {
    /// Registered, never looked at.
    record Unknown() implements ServiceState {}

    /// Nothing runs.
    ///
    /// @param again whether its next start is a restart, since it was ended to be restarted
    record Stopped(Reason reason, boolean again) implements ServiceState {}

    /// Wanted, and held up.
    record Waiting(Reason reason) implements ServiceState {}

    /// On its way.
    ///
    /// @param again whether this run is a restart
    record Starting(Stage stage, Reason reason, boolean again) implements ServiceState {}

    /// Ready.
    ///
    /// @param pid its main process, or 0 where it has a session instead
    record Running(long pid, long sinceNanos, Reason reason) implements ServiceState {}

    /// Asked to end.
    ///
    /// @param then what comes when it is gone
    record Stopping(Ending ending, Then then, Reason reason) implements ServiceState {}

    /// Starts again by itself.
    ///
    /// @param over whether the wait is over, so that only the old run is in the way
    /// @param ending what still lives of the old run, or null
    /// @param rest what its rest is put down to, where someone has stopped it while something of
    /// the
    ///     old run still lived; else null
    record Backoff(
            Reason reason,
            Instant until,
            boolean over,
            @Nullable Ending ending,
            @Nullable Reason rest)
            implements ServiceState {
        Backoff holding(@Nullable Ending left) {
            return new Backoff(reason, until, over, left, rest);
        }

        /// The wait is over.
        Backoff waited() {
            return new Backoff(reason, until, true, ending, rest);
        }

        Backoff resting(@Nullable Reason why) {
            return new Backoff(reason, until, over, ending, why);
        }
    }

    /// Given up.
    ///
    /// @param ending what could not be ended, or null
    record Failed(Reason reason, @Nullable Ending ending) implements ServiceState {}

    /// How far a start has come.
    sealed interface Stage {
        /// Hooks and preparations before the spawn.
        record Preparing() implements Stage {}

        /// The kernel is asked for a process.
        record Spawning() implements Stage {}

        /// Its session is being opened.
        record Connecting() implements Stage {}

        /// The kernel is asked for a process that a supervisor before this one has left.
        ///
        /// @param ready whether it was ready
        record Adopting(boolean ready, Instant startedAt) implements Stage {}

        /// There is a process, not yet ready.
        ///
        /// @param late whether its time is over, and only the last words of its ready strategy are
        ///     waited for
        record Probing(long pid, boolean late) implements Stage {}
    }

    /// What comes when a run that is being ended is gone.
    sealed interface Then {
        /// It rests.
        record Rest(Reason reason) implements Then {}

        /// It is given up.
        record Fail(Reason reason) implements Then {}

        /// It starts again.
        record Again(Reason reason) implements Then {}

        /// It waits until someone does something about it.
        record Hold(Reason reason) implements Then {}
    }

    /// The word for it.
    default Phase phase() {
        return switch (this) {
            case Unknown _ -> Phase.UNKNOWN;
            case Stopped _ -> Phase.STOPPED;
            case Waiting _ -> Phase.WAITING;
            case Starting _ -> Phase.STARTING;
            case Running _ -> Phase.RUNNING;
            case Stopping _ -> Phase.STOPPING;
            case Backoff _ -> Phase.BACKOFF;
            case Failed _ -> Phase.FAILED;
        };
    }

    /// Why, or null before anything has happened.
    default @Nullable Reason why() {
        return switch (this) {
            case Unknown _ -> null;
            case Stopped(Reason reason, _) -> reason;
            case Waiting(Reason reason) -> reason;
            case Starting(_, Reason reason, _) -> reason;
            case Running(_, _, Reason reason) -> reason;
            case Stopping(_, _, Reason reason) -> reason;
            case Backoff backoff -> backoff.reason();
            case Failed(Reason reason, _) -> reason;
        };
    }

    /// The main process, where one lives.
    default @Nullable Long livingPid() {
        return switch (this) {
            case Starting(Stage.Probing(long pid, _), _, _) -> pid;
            case Running(long pid, _, _) -> pid == 0 ? null : pid;
            case Stopping(Ending ending, _, _) -> ending.livingPid();
            case Backoff backoff -> {
                Ending ending = backoff.ending();
                yield ending == null ? null : ending.livingPid();
            }
            case Failed(_, Ending ending) -> ending == null ? null : ending.livingPid();
            case Starting _, Unknown _, Stopped _, Waiting _ -> null;
        };
    }

    /// Whether it is ready, or on its way there.
    default boolean up() {
        return this instanceof Starting || this instanceof Running;
    }

    /// Whether something of it lives, or is about to.
    default boolean alive() {
        return switch (this) {
            case Starting _, Running _, Stopping _ -> true;
            case Backoff backoff -> backoff.ending() != null;
            case Unknown _, Stopped _, Waiting _, Failed _ -> false;
        };
    }
}
