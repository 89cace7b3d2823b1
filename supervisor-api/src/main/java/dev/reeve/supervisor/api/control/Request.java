package dev.reeve.supervisor.api.control;

import dev.reeve.supervisor.api.model.Signal;
import dev.reeve.supervisor.api.promise.Api;

/// What can be asked of a service.
@Api
public sealed interface Request {
    /// The word for users: `start`, `signal`, …
    default String word() {
        return switch (this) {
            case Start _ -> "start";
            case Stop _ -> "stop";
            case Restart _ -> "restart";
            case SendSignal _ -> "signal";
            case Suspend _ -> "suspend";
            case Resume _ -> "resume";
            case PauseHealth _ -> "pause_health";
            case ResumeHealth _ -> "resume_health";
        };
    }

    /// Shall run; what it requires is started, too. A service that has failed gets a fresh budget
    /// of attempts. Answered when it is ready, or has given up.
    record Start() implements Request {}

    /// Shall not run. Answered when nothing of it lives any more.
    ///
    /// @param force whether KILL is sent at once
    record Stop(boolean force) implements Request {}

    /// Shall end, and then run. Answered when it is ready again, or has given up.
    record Restart() implements Request {}

    /// Its process group gets a signal. Answered at once.
    record SendSignal(Signal signal) implements Request {}

    /// Shall not run until it is resumed, and stay wanted.
    record Suspend() implements Request {}

    /// No longer held back.
    record Resume() implements Request {}

    /// Its health is no longer asked for, until it is again; a check on demand still is possible.
    record PauseHealth() implements Request {}

    /// Its health is asked for again.
    record ResumeHealth() implements Request {}
}
