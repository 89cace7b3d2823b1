package dev.reeve.supervisor.core.control;

import dev.reeve.supervisor.api.activity.OperationThread;
import dev.reeve.supervisor.api.activity.Timeline;
import dev.reeve.supervisor.api.control.EventQuery;
import dev.reeve.supervisor.api.control.Supervisor.Edge;
import dev.reeve.supervisor.api.event.Event;
import dev.reeve.supervisor.api.event.RecordedEvent;
import dev.reeve.supervisor.core.activity.CriticalChain;
import dev.reeve.supervisor.core.control.LocalSupervisor.Parts;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// How operations have gone, read from the journal.
record Timelines(Parts parts, Readings readings) {
    private static final int MOST = 1_000_000;

    @Nullable Timeline of(String id) {
        OperationThread thread = parts.board().thread(id);
        if (thread == null) {
            return null;
        }
        List<RecordedEvent> events =
                parts
                        .journal()
                        .page(new EventQuery(0, "state", null, thread.createdAt(), MOST, 0))
                        .items()
                        .stream()
                        .filter(recorded -> id.equals(recorded.thread()))
                        .toList();
        Map<String, List<Edge>> graph = readings.graph();
        Map<String, Set<String>> needs = new HashMap<>();
        Map<String, Set<String>> neededBy = new HashMap<>();
        graph.forEach(
                (service, edges) ->
                        edges.forEach(
                                edge -> {
                                    put(needs, service, edge.service());
                                    put(neededBy, edge.service(), service);
                                }));
        return new Timeline(
                thread,
                spans(events),
                CriticalChain.of(
                        events,
                        service -> needs.getOrDefault(service, Set.of()),
                        service -> neededBy.getOrDefault(service, Set.of())));
    }

    private static void put(Map<String, Set<String>> map, String from, String to) {
        map.computeIfAbsent(from, _ -> new HashSet<>()).add(to);
    }

    private static List<Timeline.Span> spans(List<RecordedEvent> events) {
        var spans = new ArrayList<Timeline.Span>();
        Map<String, Integer> open = new HashMap<>();
        for (RecordedEvent recorded : events) {
            if (recorded.event() instanceof Event.StateChanged change) {
                String service = change.service().name();
                Integer before = open.put(service, spans.size());
                Timeline.Span span = before == null ? null : spans.get(before);
                if (span != null && before != null) {
                    spans.set(before, until(span, recorded.time()));
                }
                spans.add(
                        new Timeline.Span(
                                service,
                                change.run(),
                                change.to(),
                                recorded.time(),
                                null,
                                change.reason().text()));
            }
        }
        return spans;
    }

    private static Timeline.Span until(Timeline.Span span, Instant to) {
        return new Timeline.Span(
                span.service(), span.run(), span.phase(), span.from(), to, span.reason());
    }
}
