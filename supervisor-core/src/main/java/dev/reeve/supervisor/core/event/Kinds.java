package dev.reeve.supervisor.core.event;

import dev.reeve.supervisor.api.event.EventFilter;

/// Sets of types of events, a bit for the number of each type. A type that only a later version
/// knows counts as lasting, and is among all.
final class Kinds {
    /// All types, also those that are not known.
    static final int ALL = -1;

    /// No type.
    static final int NONE = 0;

    /// Those of passing events.
    static final int PASSING = only("message") | only("thread") | only("actor");

    /// All others.
    static final int LASTING = ~PASSING;

    private static final int BITS = 31;

    private Kinds() {}

    /// The one that users call so; none where no event has it.
    static int only(String type) {
        byte kind = EventJson.kind(type);
        return kind == 0 ? NONE : 1 << kind;
    }

    /// Those that a follower can want. A gap is none: it is never recorded.
    static int of(EventFilter filter) {
        if (filter.types().isEmpty()) {
            return ALL;
        }
        int kinds = NONE;
        for (String type : filter.types()) {
            kinds |= only(type);
        }
        return kinds;
    }

    static boolean isPassing(byte kind) {
        return (PASSING >>> Math.min(kind, BITS) & 1) != 0;
    }

    /// Whether this type is one of them.
    static boolean has(int kinds, byte kind) {
        return (kinds >>> Math.min(kind, BITS) & 1) != 0;
    }
}
