package dev.reeve.supervisor.api.state;

import dev.reeve.supervisor.api.model.Signal;
import dev.reeve.supervisor.api.promise.Api;

/// How a process ended.
@Api
public sealed interface Exit {
    /// It exited by itself.
    ///
    /// @param code 0 to 255
    record Code(int code) implements Exit {}

    /// A signal ended it.
    record Killed(Signal signal) implements Exit {}

    /// It is gone, but nobody who could know saw how: it was not our child.
    record Unseen() implements Exit {}

    /// In words: `exited with 3`, `killed by TERM`, `ended, exit code unknown: nobody
    /// saw how`.
    default String words() {
        return switch (this) {
            case Code(int code) -> "exited with " + code;
            case Killed(Signal signal) -> "killed by " + signal;
            case Unseen() -> "ended, exit code unknown: nobody saw how";
        };
    }

    /// The code a shell would give: 128 + n for signal n; 1 where nobody saw it.
    default int shellCode() {
        return switch (this) {
            case Code(int code) -> code;
            case Killed(Signal signal) -> 128 + signal.number();
            case Unseen() -> 1;
        };
    }
}
