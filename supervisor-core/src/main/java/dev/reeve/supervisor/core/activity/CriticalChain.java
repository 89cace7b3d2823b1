package dev.reeve.supervisor.core.activity;

import dev.reeve.supervisor.api.activity.Timeline;
import dev.reeve.supervisor.api.event.Event;
import dev.reeve.supervisor.api.event.RecordedEvent;
import dev.reeve.supervisor.api.state.Phase;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/// What an operation has waited for: from its last event backward, each time to the one that the
/// service has waited for last.
public final class CriticalChain {
    /// What comes of one input of the engine has one time, or nearly so.
    private static final Duration AT_ONCE = Duration.ofMillis(2);

    private final List<Change> changes = new ArrayList<>();
    private final Map<String, List<Change>> byService = new HashMap<>();
    private final Function<String, Set<String>> needs;
    private final Function<String, Set<String>> neededBy;

    /// One change of phase.
    private record Change(int at, int own, Instant time, String service, Phase to) {}

    private CriticalChain(
            List<RecordedEvent> events,
            Function<String, Set<String>> needs,
            Function<String, Set<String>> neededBy) {
        this.needs = needs;
        this.neededBy = neededBy;
        for (RecordedEvent recorded : events) {
            if (recorded.event() instanceof Event.StateChanged state) {
                String service = state.service().name();
                List<Change> own = byService.computeIfAbsent(service, _ -> new ArrayList<>());
                var change =
                        new Change(
                                changes.size(), own.size(), recorded.time(), service, state.to());
                own.add(change);
                changes.add(change);
            }
        }
    }

    /// The chain of an operation.
    ///
    /// @param events its changes of phases, by number
    /// @param needs what a service depends on
    /// @param neededBy who depends on a service
    public static List<Timeline.Step> of(
            List<RecordedEvent> events,
            Function<String, Set<String>> needs,
            Function<String, Set<String>> neededBy) {
        return new CriticalChain(events, needs, neededBy).steps();
    }

    private List<Timeline.Step> steps() {
        var steps = new ArrayList<Timeline.Step>();
        Link link = new Link(changes.size(), "operation");
        while (link.end() > 0) {
            Change end = changes.get(link.end() - 1);
            link =
                    isEnd(end.to()) || !steps.isEmpty()
                            ? before(end, link.why(), steps)
                            : new Link(link.end() - 1, link.why());
        }
        return steps.reversed();
    }

    /// Where the chain goes on: at the change before this one; 0 where it ends.
    private record Link(int end, String why) {}

    private Link before(Change end, String why, List<Timeline.Step> steps) {
        List<Change> own = byService.getOrDefault(end.service(), List.of());
        if (end.own() == 0) {
            return blocker(end);
        }
        Change begin = own.get(end.own() - 1);
        if (!isOnItsWay(begin.to())) {
            return blocker(end);
        }
        steps.add(new Timeline.Step(end.service(), begin.to(), begin.time(), end.time(), why));
        if (begin.own() > 0 && isOnItsWay(own.get(begin.own() - 1).to())) {
            return new Link(begin.at() + 1, "itself");
        }
        Link blocker = blocker(begin);
        boolean rested = begin.own() > 1 && own.get(begin.own() - 1).to() == Phase.STOPPED;
        Change rest = rested ? own.get(begin.own() - 1) : begin;
        return rested && rest.at() + 1 > blocker.end()
                ? new Link(rest.at() + 1, "itself")
                : blocker;
    }

    /// Who let this one begin.
    private Link blocker(Change begin) {
        Set<String> related =
                begin.to() == Phase.STOPPING
                        ? neededBy.apply(begin.service())
                        : needs.apply(begin.service());
        int dependency = lastEnd(begin, related);
        int room = begin.to() == Phase.STARTING ? lastEnd(begin, byService.keySet()) : 0;
        boolean gaveRoom = room > dependency && isAtOnce(room, begin) && waited(begin);
        boolean ofDependency = dependency > 0 && isAtOnce(dependency, begin);
        if (gaveRoom && !ofDependency) {
            return new Link(room, "capacity");
        }
        return new Link(dependency, "dependency");
    }

    private boolean waited(Change begin) {
        List<Change> own = byService.getOrDefault(begin.service(), List.of());
        return begin.own() > 0 && own.get(begin.own() - 1).to() == Phase.WAITING;
    }

    private boolean isAtOnce(int end, Change begin) {
        Instant time = changes.get(end - 1).time();
        return Duration.between(time, begin.time()).compareTo(AT_ONCE) <= 0;
    }

    /// The last end of one of these before a change, counted from 1; 0 where there is none.
    private int lastEnd(Change before, Set<String> services) {
        for (int at = before.at() - 1; at >= 0; at--) {
            Change change = changes.get(at);
            if (services.contains(change.service())
                    && !change.service().equals(before.service())
                    && isEnd(change.to())) {
                return at + 1;
            }
        }
        return 0;
    }

    private static boolean isEnd(Phase phase) {
        return switch (phase) {
            case RUNNING, STOPPED, FAILED -> true;
            case UNKNOWN, WAITING, STARTING, STOPPING, BACKOFF -> false;
        };
    }

    private static boolean isOnItsWay(Phase phase) {
        return switch (phase) {
            case STARTING, STOPPING, BACKOFF -> true;
            case UNKNOWN, STOPPED, WAITING, RUNNING, FAILED -> false;
        };
    }
}
