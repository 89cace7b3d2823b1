package dev.reeve.supervisor.core.activity;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.reeve.supervisor.api.activity.Timeline;
import dev.reeve.supervisor.api.event.Event;
import dev.reeve.supervisor.api.event.RecordedEvent;
import dev.reeve.supervisor.api.model.ServiceKey;
import dev.reeve.supervisor.api.state.Phase;
import dev.reeve.supervisor.api.state.Reason;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

class CriticalChainTest {
    private static final Instant BEGIN = Instant.parse("2026-01-31T12:00:00Z");

    private final List<RecordedEvent> events = new ArrayList<>();
    private final Map<String, Phase> phases = new HashMap<>();
    private final Map<String, Set<String>> needs = new HashMap<>();
    private final Map<String, Set<String>> neededBy = new HashMap<>();

    @Test
    void ofAStartItIsThoseWhoHaveKeptTheLastOne() {
        depends("web", "db");
        depends("web", "cache");
        at(0, "db", Phase.STARTING);
        at(0, "cache", Phase.STARTING);
        at(0, "web", Phase.WAITING);
        at(0, "log", Phase.STARTING);
        at(20, "cache", Phase.RUNNING);
        at(50, "db", Phase.RUNNING);
        at(50, "web", Phase.STARTING);
        at(60, "log", Phase.RUNNING);
        at(80, "web", Phase.RUNNING);
        assertEquals("db starting 0-50 dependency, web starting 50-80 operation", chain());
    }

    @Test
    void whoCameLastThoughItWaitedForNobodyIsTheChain() {
        at(0, "slow", Phase.STARTING);
        at(0, "fast", Phase.STARTING);
        at(1, "fast", Phase.RUNNING);
        at(90, "slow", Phase.RUNNING);
        assertEquals("slow starting 0-90 operation", chain());
    }

    @Test
    void whereThereWasNoRoomItIsWhoeverGaveRoom() {
        at(0, "a", Phase.STARTING);
        at(0, "b", Phase.WAITING);
        at(40, "a", Phase.RUNNING);
        at(40, "b", Phase.STARTING);
        at(70, "b", Phase.RUNNING);
        assertEquals("a starting 0-40 capacity, b starting 40-70 operation", chain());
    }

    @Test
    void whatFailedOnItsWayAndStartedAgainKeepsTheOthers() {
        depends("web", "db");
        at(0, "db", Phase.STARTING);
        at(0, "web", Phase.WAITING);
        at(10, "db", Phase.BACKOFF);
        at(30, "db", Phase.STARTING);
        at(45, "db", Phase.RUNNING);
        at(45, "web", Phase.STARTING);
        at(50, "web", Phase.RUNNING);
        assertEquals(
                "db starting 0-10 itself, db backoff 10-30 itself, db starting 30-45 dependency,"
                        + " web starting 45-50 operation",
                chain());
    }

    @Test
    void ofAStopItIsThoseWhoNeededTheLastOne() {
        depends("web", "db");
        at(0, "web", Phase.STOPPING);
        at(30, "web", Phase.STOPPED);
        at(30, "db", Phase.STOPPING);
        at(35, "db", Phase.STOPPED);
        assertEquals("web stopping 0-30 dependency, db stopping 30-35 operation", chain());
    }

    @Test
    void ofARestartItIsItsEndAndItsBeginning() {
        at(0, "web", Phase.STOPPING);
        at(10, "web", Phase.STOPPED);
        at(10, "web", Phase.STARTING);
        at(40, "web", Phase.RUNNING);
        assertEquals("web stopping 0-10 itself, web starting 10-40 operation", chain());
    }

    @Test
    void whereNothingHasHappenedThereIsNone() {
        assertEquals("", chain());
        at(0, "web", Phase.WAITING);
        assertEquals("", chain());
    }

    private void depends(String service, String on) {
        needs.computeIfAbsent(service, _ -> new HashSet<>()).add(on);
        neededBy.computeIfAbsent(on, _ -> new HashSet<>()).add(service);
    }

    private void at(int millis, String service, Phase to) {
        Phase from = phases.getOrDefault(service, Phase.UNKNOWN);
        phases.put(service, to);
        var key = new ServiceKey("process", "manifest", service);
        var reason = Reason.of(Reason.Code.REQUESTED, "asked for");
        events.add(
                new RecordedEvent(
                        events.size() + 1,
                        BEGIN.plusMillis(millis),
                        "t",
                        new Event.StateChanged(key, 1, from, to, reason)));
    }

    private String chain() {
        List<String> steps =
                CriticalChain.of(
                                events,
                                service -> needs.getOrDefault(service, Set.of()),
                                service -> neededBy.getOrDefault(service, Set.of()))
                        .stream()
                        .map(CriticalChainTest::words)
                        .toList();
        return String.join(", ", steps);
    }

    private static String words(Timeline.Step step) {
        return "%s %s %d-%d %s"
                .formatted(
                        step.service(),
                        step.phase().word(),
                        millis(step.from()),
                        millis(step.to()),
                        step.why());
    }

    private static long millis(Instant time) {
        return time.toEpochMilli() - BEGIN.toEpochMilli();
    }
}
