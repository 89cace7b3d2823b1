package dev.reeve.plugin.control.http.call;

import dev.reeve.plugin.control.http.view.EventView;
import dev.reeve.plugin.control.http.view.SupervisorView;
import dev.reeve.supervisor.api.control.EventQuery;
import dev.reeve.supervisor.api.control.Events;
import dev.reeve.supervisor.api.control.Supervisor;
import dev.reeve.supervisor.api.event.EventFilter;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What has happened, and what happens.
final class EventCalls {
    private static final List<String> TYPES =
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

    private final Supervisor supervisor;
    private final EventFrames frames;

    /// @param frames shared by all who follow
    EventCalls(Supervisor supervisor, EventFrames frames) {
        this.supervisor = supervisor;
        this.frames = frames;
    }

    Answer page(Call call) throws Refusal {
        Query query = call.query();
        Page page = Page.of(query);
        long after = query.number("after", 0, Long.MAX_VALUE, 0);
        String type = query.word("type", TYPES);
        Instant since = query.time("since");
        Events events =
                supervisor.events(
                        new EventQuery(
                                after, type, service(query), since, page.limit(), page.offset()));
        return Page.of(events.items(), events.total(), EventView::of);
    }

    private static @Nullable String service(Query query) {
        String name = query.text("service");
        return name == null ? null : name.substring(name.lastIndexOf(':') + 1);
    }

    /// A new follower gets everything as it stands, and then what happens. One that comes back,
    /// with the last number it knows, gets what has happened since; a number that was never given,
    /// by a supervisor before this one, makes it a new follower.
    ///
    /// @param reporter a service that gets only what is about itself, or null
    Answer stream(Call call, @Nullable String reporter) throws Refusal {
        EventFilter filter = filter(call.query(), reporter);
        Long after = comesBack(call);
        if (after != null && after <= supervisor.status().seq()) {
            return new Answer.Following(
                    new EventFeed(null, supervisor.follow(after, filter), frames));
        }
        if (reporter != null) {
            long now = supervisor.status().seq();
            byte[] nothing = Feed.frame(now, "snapshot", Map.of("seq", now));
            return new Answer.Following(
                    new EventFeed(nothing, supervisor.follow(now, filter), frames));
        }
        Supervisor.Services services = supervisor.services();
        byte[] snapshot =
                Feed.frame(
                        services.seq(), "snapshot", SupervisorView.snapshot(supervisor, services));
        return new Answer.Following(
                new EventFeed(snapshot, supervisor.follow(services.seq(), filter), frames));
    }

    private static EventFilter filter(Query query, @Nullable String reporter) throws Refusal {
        Set<String> actors = Set.copyOf(query.texts("actor"));
        for (String actor : actors) {
            if (reporter != null && !actor.equals(reporter)) {
                throw Refusal.of(403, "this token is that of `" + reporter + "`");
            }
        }
        return new EventFilter(
                Set.copyOf(query.words("type", TYPES)),
                reporter == null ? actors : Set.of(reporter),
                Set.copyOf(query.texts("thread")));
    }

    private static @Nullable Long comesBack(Call call) throws Refusal {
        if (call.query().text("after") != null) {
            return call.query().number("after", 0, Long.MAX_VALUE, 0);
        }
        String last = call.header("Last-Event-ID");
        if (last == null || last.isBlank()) {
            return null;
        }
        try {
            long number = Long.parseLong(last.strip());
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException notOurs) {
            // Answered below, together with numbers that no event has.
        }
        throw Refusal.badValue("Last-Event-ID", "`Last-Event-ID` must be the id of an event");
    }
}
