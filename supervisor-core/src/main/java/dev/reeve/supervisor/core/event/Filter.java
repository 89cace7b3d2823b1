package dev.reeve.supervisor.core.event;

import dev.reeve.supervisor.api.control.EventQuery;
import dev.reeve.supervisor.api.event.RecordedEvent;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/// Which events are wanted.
///
/// @param after only those with a higher number
/// @param before only those with a lower number
/// @param floors only those that are kept
/// @param kinds only these types, a mask of `Kinds`
/// @param service only those of the service with this bare name, or null for all
/// @param since only those from this time on, or null for all
record Filter(
        long after,
        long before,
        Floors floors,
        int kinds,
        @Nullable String service,
        @Nullable Instant since) {

    static Filter of(EventQuery query, Floors floors, long before) {
        return new Filter(
                query.after(), before, floors, kinds(query), query.service(), query.since());
    }

    /// All of some types that lie between two numbers.
    static Filter between(long after, long before, Floors floors, int kinds) {
        return new Filter(after, before, floors, kinds, null, null);
    }

    /// The same, of those with lower numbers only.
    Filter before(long number) {
        return new Filter(after, Math.min(before, number), floors, kinds, service, since);
    }

    boolean wants(RecordedEvent recorded) {
        var key = recorded.event().service();
        byte kind = EventJson.kind(recorded.event());
        return isBetween(recorded.seq(), kind)
                && (service == null || service.equals(key == null ? "" : key.name()))
                && (since == null || !recorded.time().isBefore(since));
    }

    /// Whether a record with this body is wanted; reads its beginning only.
    boolean wants(long number, byte[] buffer, int from) {
        return isBetween(number, EventBody.kind(buffer, from))
                && (service == null || service.equals(EventBody.service(buffer, from)))
                && (since == null || !EventBody.time(buffer, from).isBefore(since));
    }

    private boolean isBetween(long number, byte kind) {
        return number > after
                && number < before
                && Kinds.has(kinds, kind)
                && number > floors.of(Kinds.isPassing(kind));
    }

    /// An event that is about no service has an empty name, which no service has.
    private static int kinds(EventQuery query) {
        String service = query.service();
        if (service != null && service.isEmpty()) {
            return Kinds.NONE;
        }
        if (query.types().isEmpty()) {
            return Kinds.ALL;
        }
        int kinds = Kinds.NONE;
        for (String type : query.types()) {
            kinds |= Kinds.only(type);
        }
        return kinds;
    }
}
