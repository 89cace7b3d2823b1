package dev.reeve.plugin.control.http.call;

import dev.reeve.plugin.control.http.view.EventView;
import dev.reeve.plugin.control.http.view.SupervisorView;
import dev.reeve.supervisor.api.control.EventQuery;
import dev.reeve.supervisor.api.control.Events;
import dev.reeve.supervisor.api.control.Supervisor;
import dev.reeve.supervisor.api.event.EventFilter;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Map;
import java.util.Set;

/// What has happened, and what happens.
final class EventCalls {
    private final Supervisor supervisor;
    private final EventFrames sent;
    private final EventFrames spoken;

    /// @param sent shared by all who follow by server-sent events
    /// @param spoken shared by all who follow by a WebSocket
    EventCalls(Supervisor supervisor, EventFrames sent, EventFrames spoken) {
        this.supervisor = supervisor;
        this.sent = sent;
        this.spoken = spoken;
    }

    Answer page(Call call) throws Refusal {
        Query query = call.query();
        Page page = Page.of(query);
        long after = query.number("after", 0, Long.MAX_VALUE, 0);
        Set<String> types = Set.copyOf(query.words("type", Filters.TYPES));
        Instant since = query.time("since");
        Events events =
                supervisor.events(
                        new EventQuery(
                                after, service(query), since, page.limit(), page.offset(), types));
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
        var filters = new Filters(reporter);
        EventFilter filter = filters.of(call.query());
        if (!Handshake.isWanted(call)) {
            Beginning from = beginning(call, reporter, Form.SERVER_SENT);
            return new Answer.Following(
                    new EventFeed(from.first(), supervisor.follow(from.after(), filter), sent));
        }
        Map<String, String> agreed = Handshake.answer(call);
        Beginning from = beginning(call, reporter, Form.MESSAGE);
        return new Answer.Talking(
                new EventTalk(from.first(), supervisor, from.after(), filter, filters, spoken),
                agreed);
    }

    /// Where a follower begins.
    ///
    /// @param after the number of the last event that it knows then
    /// @param first what it gets before the events, or null
    // Nobody compares these.
    @SuppressWarnings("ArrayRecordComponent")
    private record Beginning(long after, byte @Nullable [] first) {}

    private Beginning beginning(Call call, @Nullable String reporter, Form form) throws Refusal {
        Long after = comesBack(call);
        if (after != null && after <= supervisor.status().seq()) {
            return new Beginning(after, null);
        }
        if (reporter != null) {
            long now = supervisor.status().seq();
            return new Beginning(now, form.frame(now, "snapshot", Map.of("seq", now)));
        }
        Supervisor.Services services = supervisor.services();
        Map<String, @Nullable Object> all = SupervisorView.snapshot(supervisor, services);
        return new Beginning(services.seq(), form.frame(services.seq(), "snapshot", all));
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
