package dev.reeve.supervisor.core.engine;

import dev.reeve.supervisor.api.model.Signal;
import dev.reeve.supervisor.api.state.Exit;
import dev.reeve.supervisor.api.state.Reason;

/// What can come to one service.
public sealed interface Message {
    /// Someone wants something of it.
    sealed interface Ask extends Message {
        /// Shall run, with a fresh budget of attempts.
        record Start() implements Ask {}

        /// What it waits for may have changed: look at the gate again.
        record Proceed() implements Ask {}

        /// Shall not run.
        ///
        /// @param reason what its rest will be put down to
        /// @param force KILL at once
        record Stop(Reason reason, boolean force) implements Ask {}

        /// Shall end and start again.
        record Restart() implements Ask {}

        /// Shall not run until it is resumed.
        record Suspend() implements Ask {}

        /// No longer held back.
        record Resume() implements Ask {}

        /// Its process group gets a signal.
        record SendSignal(Signal signal) implements Ask {}
    }

    /// Something was seen of one run. What an older run says is dropped.
    sealed interface Observation extends Message {
        /// The run it is about, from 1.
        int run();

        /// Everything before the spawn has been done.
        record Prepared(int run) implements Observation {}

        /// Something before the spawn has failed.
        record PrepareFailed(int run, Reason reason) implements Observation {}

        /// There is a process.
        record Spawned(int run, long pid) implements Observation {}

        /// There is none.
        ///
        /// @param passing whether it may go better later
        record SpawnFailed(int run, String text, boolean passing) implements Observation {}

        /// Its ready strategy says that it can be used.
        record ReadyPassed(int run) implements Observation {}

        /// Its ready strategy says that it never will.
        record ReadyFailed(int run, String text) implements Observation {}

        /// Its main process has ended.
        ///
        /// @param leftovers whether something of it still lives
        record Ended(int run, Exit exit, boolean leftovers) implements Observation {}

        /// Nothing of it lives any more.
        record Emptied(int run) implements Observation {}

        /// A time it was given is over.
        record TimeUp(int run, Timer timer) implements Observation {}
    }
}
