package dev.reeve.supervisor.api.spi;

import dev.reeve.supervisor.api.promise.Spi;

/// Decides when a run of a service can be used.
@FunctionalInterface
@Spi
public interface ReadyStrategy {
    /// Waits until the run is ready, and returns then. Each run has a virtual thread of its own for
    /// it, which may block, and which is interrupted when the run ends or its time is up: then
    /// return or throw soon. The message of what is thrown then is its last word on what was still
    /// missing.
    ///
    /// @throws Exception where it can never be known; the run counts as not ready, for this reason
    void await(ReadyRun run) throws Exception;

    /// Makes ready what the child will need, before it is spawned: a pipe, an environment variable.
    /// Called before each run, with the same time limit.
    ///
    /// @throws Exception where that cannot be done; the start fails, for this reason
    default void prepare(Preparation preparation) throws Exception {}

    /// Goes on with a run that is ready: called once after {@link #await} has returned, on a
    /// virtual thread of its own, which is interrupted when the run ends. For strategies that hear
    /// more of a run than that it is ready; tells it by {@link ReadyRun#report}.
    ///
    /// @throws Exception nothing more is heard of the run; that is an event, and changes nothing
    default void watch(ReadyRun run) throws Exception {}

    /// Whether it reads what a run writes, so that the platform keeps that for it from the first
    /// line on.
    default boolean readsOutput() {
        return false;
    }
}
