package dev.reeve.supervisor.api.control;

import dev.reeve.supervisor.api.promise.Api;

import java.util.List;

/// Why a service is in its state, as a chain of causes.
///
/// @param service its bare name
/// @param summary the whole in one line
/// @param causes from the service itself to what is behind it
/// @param hints what somebody could do, one line each; may be empty
@Api
public record Explanation(String service, String summary, List<Cause> causes, List<String> hints) {
    public Explanation {
        causes = List.copyOf(causes);
        hints = List.copyOf(hints);
    }

    /// One link of the chain.
    ///
    /// @param service the service it is about
    /// @param text one line for people, to be read after the name
    /// @param details more lines: what was seen, when; its last words
    public record Cause(String service, String text, List<String> details) {
        public Cause {
            details = List.copyOf(details);
        }
    }
}
