package dev.reeve.supervisor.core.engine;

import dev.reeve.supervisor.api.state.Exit;
import dev.reeve.supervisor.core.engine.Message.Observation;

import org.jspecify.annotations.Nullable;

/// How an observation moves an ending on.
sealed interface Progress {
    record None() implements Progress {}

    record Now(Ending ending) implements Progress {}

    record Stuck(Ending ending) implements Progress {}

    record Gone(@Nullable Exit exit) implements Progress {}

    /// What becomes of an ending by this.
    static Progress of(Ending ending, Observation seen) {
        return switch (seen) {
            case Observation.Spawned(_, long pid) ->
                    ending.pid() == null
                            ? new Progress.Now(
                                    new Ending(
                                            pid,
                                            ending.step() == Ending.Step.KILLED
                                                    ? Ending.Step.KILLED
                                                    : Ending.Step.ASKED,
                                            null))
                            : new Progress.None();
            case Observation.SpawnFailed _ ->
                    ending.pid() == null ? new Progress.Gone(null) : new Progress.None();
            case Observation.Ended(_, Exit exit, boolean leftovers) -> {
                if (ending.exit() != null || ending.pid() == null) {
                    yield new Progress.None();
                }
                yield leftovers ? new Progress.Now(ending.ended(exit)) : new Progress.Gone(exit);
            }
            case Observation.Emptied _ ->
                    ending.exit() == null ? new Progress.None() : new Progress.Gone(ending.exit());
            case Observation.TimeUp(_, Timer timer) ->
                    switch (timer) {
                        case GRACE ->
                                ending.step() == Ending.Step.ASKED
                                        ? new Progress.Now(ending.at(Ending.Step.KILLED))
                                        : new Progress.None();
                        case KILL ->
                                ending.step() == Ending.Step.KILLED
                                        ? new Progress.Stuck(ending.at(Ending.Step.STUCK))
                                        : new Progress.None();
                        case START, READY, SETTLE, STABLE, BACKOFF -> new Progress.None();
                        case LAST_WORDS, CHECK, WATCHDOG -> new Progress.None();
                    };
            case Observation.Prepared _, Observation.PrepareFailed _ -> new Progress.None();
            case Observation.ReadyPassed _, Observation.ReadyFailed _ -> new Progress.None();
            case Observation.HealthSeen _, Observation.Reported _ -> new Progress.None();
            case Observation.Closed _ -> new Progress.Gone(null);
            case Observation.Connected _, Observation.Lost _, Observation.Looked _ ->
                    new Progress.None();
            case Observation.MainChanged(_, long pid) ->
                    ending.pid() == null || ending.exit() != null
                            ? new Progress.None()
                            : new Progress.Now(new Ending(pid, ending.step(), null));
        };
    }
}
