package dev.reeve.supervisor.core.event;

import dev.reeve.supervisor.api.control.EventQuery;
import dev.reeve.supervisor.api.event.RecordedEvent;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/// Which events are wanted.
///
/// @param after only those with a higher number
/// @param before only those with a lower number
/// @param kinds only these types, a bit each, counted by their numbers
/// @param service only those of the service with this bare name, or null for all
/// @param since only those from this time on, or null for all
record Filter(
        long after, long before, int kinds, @Nullable String service, @Nullable Instant since) {
    private static final int ALL = -1;

    static Filter of(EventQuery query, long after, long before) {
        return new Filter(
                Math.max(after, query.after()),
                before,
                kinds(query),
                query.service(),
                query.since());
    }

    /// All that lie between two numbers.
    static Filter between(long after, long before) {
        return new Filter(after, before, ALL, null, null);
    }

    /// The same, of those with lower numbers only.
    Filter before(long number) {
        return new Filter(after, Math.min(before, number), kinds, service, since);
    }

    boolean wants(RecordedEvent recorded) {
        var key = recorded.event().service();
        return wants(
                recorded.seq(),
                EventJson.kind(recorded.event()),
                key == null ? "" : key.name(),
                recorded.time());
    }

    /// Whether a record with this body is wanted; reads its beginning only.
    boolean wants(long number, byte[] buffer, int from) {
        return number > after
                && number < before
                && wantsKind(EventBody.kind(buffer, from))
                && (service == null || service.equals(EventBody.service(buffer, from)))
                && (since == null || !EventBody.time(buffer, from).isBefore(since));
    }

    boolean wantsKind(int other) {
        return (kinds & (1 << other)) != 0;
    }

    boolean wantsAllKinds() {
        return kinds == ALL;
    }

    /// An event that is about no service has an empty name, which no service has.
    private static int kinds(EventQuery query) {
        String service = query.service();
        if (service != null && service.isEmpty()) {
            return 0;
        }
        int kinds = 0;
        for (String type : query.types()) {
            kinds |= 1 << EventJson.kind(type);
        }
        // What no event has counts as number 0, which no event has, either.
        return query.types().isEmpty() ? ALL : kinds;
    }

    private boolean wants(long number, int otherKind, String name, Instant time) {
        return number > after
                && number < before
                && wantsKind(otherKind)
                && (service == null || service.equals(name))
                && (since == null || !time.isBefore(since));
    }
}
