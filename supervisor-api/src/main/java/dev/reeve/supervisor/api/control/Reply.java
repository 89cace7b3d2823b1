package dev.reeve.supervisor.api.control;

import dev.reeve.supervisor.api.problem.Problem;
import dev.reeve.supervisor.api.promise.Api;
import dev.reeve.supervisor.api.state.Phase;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// What the supervisor answers to a request about one service.
@Api
public sealed interface Reply {
    /// The service the request named.
    String service();

    /// It is as it was asked to be.
    ///
    /// @param changed whether anything had to be done for it
    /// @param phase where the service stands now
    /// @param note something the asker should know, or null: who still depends on it, …
    record Done(String service, boolean changed, Phase phase, @Nullable String note)
            implements Reply {}

    /// The request was understood and tried, and it did not come true.
    ///
    /// @param phase where the service stands now
    record Failed(String service, Phase phase, String text) implements Reply {}

    /// The request was refused; nothing was touched.
    record Refused(String service, Kind kind, String text, List<Problem> problems)
            implements Reply {
        public Refused {
            problems = List.copyOf(problems);
        }
    }

    /// Why a request is refused.
    enum Kind {
        /// No such service.
        UNKNOWN,
        /// It does not fit to where things stand.
        CONFLICT,
        /// The request itself is wrong.
        INVALID,
        /// There is no room for more.
        CAPACITY
    }
}
