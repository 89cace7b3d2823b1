package dev.reeve.plugin.trace.opentelemetry;

import dev.reeve.supervisor.api.activity.Trace;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.StatusData;

import java.time.Instant;
import java.util.List;

/// A span that has come to its end.
///
/// @param to never before `from`, though the wall clock may have been put back
/// @param count how many events there were, of which some are here
record Ended(
        String name,
        Trace trace,
        StatusData status,
        Instant from,
        Instant to,
        Attributes attributes,
        List<EventData> events,
        int count) {
    Ended {
        to = to.isBefore(from) ? from : to;
        events = List.copyOf(events);
    }

    /// Nanoseconds since 1970, as OpenTelemetry counts.
    static long nanos(Instant time) {
        return time.getEpochSecond() * 1_000_000_000 + time.getNano();
    }
}
