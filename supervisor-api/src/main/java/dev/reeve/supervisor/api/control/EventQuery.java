package dev.reeve.supervisor.api.control;

import dev.reeve.supervisor.api.promise.Api;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Set;

/// Which events are wanted.
///
/// @param after only those with a higher `seq`; 0 for all
/// @param service only those of the service with this bare name, or null
/// @param since only those from this time on, or null
/// @param limit at most how many, from 1
/// @param offset how many to pass over, from 0
/// @param types only these types; an empty set means all
@Api
public record EventQuery(
        long after,
        @Nullable String service,
        @Nullable Instant since,
        int limit,
        int offset,
        Set<String> types) {
    public EventQuery {
        types = Set.copyOf(types);
    }

    /// @param type only this type, or null for all
    public EventQuery(
            long after,
            @Nullable String type,
            @Nullable String service,
            @Nullable Instant since,
            int limit,
            int offset) {
        this(after, service, since, limit, offset, type == null ? Set.of() : Set.of(type));
    }
}
