package dev.reeve.supervisor.api.activity;

import dev.reeve.supervisor.api.promise.Api;
import dev.reeve.supervisor.api.promise.Incubating;
import dev.reeve.supervisor.api.state.Phase;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/// How an operation has gone, and what has kept it.
///
/// @param spans who was in which phase, and for how long; by time
/// @param chain what the whole has waited for, from its beginning to its end: nothing outside of
///     it could have made the operation shorter
@Api
@Incubating(since = "1.0.0")
public record Timeline(OperationThread thread, List<Span> spans, List<Step> chain) {
    public Timeline {
        spans = List.copyOf(spans);
        chain = List.copyOf(chain);
    }

    /// A service in a phase.
    ///
    /// @param run its run, or null before the first
    /// @param to null where that lasts
    /// @param reason why, for people
    public record Span(
            String service,
            @Nullable Integer run,
            Phase phase,
            Instant from,
            @Nullable Instant to,
            String reason) {}

    /// One link of the chain: a service that was on its way, and whose end the next one has waited
    /// for.
    ///
    /// @param from when it could begin: the end of the link before, or of the operation's request
    /// @param to when it was ready, or gone
    /// @param phase `starting`, `stopping` or `backoff`
    /// @param why what made the next one wait for it: `dependency`, `capacity`, or what it was
    ///     asked for
    public record Step(String service, Phase phase, Instant from, Instant to, String why) {}
}
