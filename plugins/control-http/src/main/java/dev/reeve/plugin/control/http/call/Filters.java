package dev.reeve.plugin.control.http.call;

import dev.reeve.supervisor.api.event.EventFilter;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Set;

/// Which events somebody may follow.
///
/// @param reporter the service whose program asks, which follows only what is about itself; null
///     for anyone who may follow all
record Filters(@Nullable String reporter) {
    static final List<String> TYPES =
            List.of(
                    "state",
                    "health",
                    "liveness",
                    "credentials",
                    "error",
                    "hook",
                    "plugin",
                    "reload",
                    "message",
                    "thread",
                    "actor",
                    "supervisor",
                    "gap");

    /// `?type=…&actor=…&thread=…`.
    EventFilter of(Query query) throws Refusal {
        return of(query.words("type", TYPES), query.texts("actor"), query.texts("thread"));
    }

    /// `{"types": […], "actors": […], "threads": […]}`; what is left out means all.
    EventFilter of(Body body) throws Refusal {
        body.holdsOnly("types", "actors", "threads");
        List<String> types = body.listed("types");
        Query.known("types", types, TYPES);
        return of(types, body.listed("actors"), body.listed("threads"));
    }

    private EventFilter of(List<String> types, List<String> actors, List<String> threads)
            throws Refusal {
        for (String actor : actors) {
            Reporters.check(reporter, "actor", actor);
        }
        Set<String> about =
                reporter != null && actors.isEmpty() ? Set.of(reporter) : Set.copyOf(actors);
        return new EventFilter(Set.copyOf(types), about, Set.copyOf(threads));
    }
}
