package dev.reeve.plugin.control.http.call;

import dev.reeve.supervisor.api.activity.Actor;
import dev.reeve.supervisor.api.activity.Trace;
import dev.reeve.supervisor.api.control.Cause;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/// Traces that reach over many systems (W3C Trace Context): a request says of which one it is a
/// part, and its answer where the operation stands in it.
final class Tracing {
    private static final String HEADER = "traceparent";

    private Tracing() {}

    /// Who asks, as part of what.
    static Cause cause(Call call) {
        return new Cause(Actor.OPERATOR, call.header(HEADER));
    }

    /// The trace that the sender is a part of, or null where it names none.
    static @Nullable String id(Call call) {
        Trace trace = Trace.of("", call.header(HEADER));
        return trace.parent() == null ? null : trace.id();
    }

    /// Where an operation stands that this request has begun.
    static Map<String, String> headers(Call call, String thread) {
        return Map.of(HEADER, of(call, thread));
    }

    /// The same, of one that was not waited for.
    static Map<String, String> headersAndPlace(Call call, String thread) {
        return Map.of(HEADER, of(call, thread), "Location", ThreadCalls.place(thread));
    }

    /// The same, of one that came to nothing.
    static Refusal on(Refusal refusal, Call call, String thread) {
        return refusal.with(HEADER, of(call, thread));
    }

    private static String of(Call call, String thread) {
        return Trace.of(thread, call.header(HEADER)).traceparent();
    }
}
