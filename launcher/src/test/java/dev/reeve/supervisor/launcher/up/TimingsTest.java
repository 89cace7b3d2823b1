package dev.reeve.supervisor.launcher.up;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reeve.supervisor.api.activity.OperationThread;
import dev.reeve.supervisor.api.activity.OperationThread.Status;
import dev.reeve.supervisor.api.activity.Timeline;
import dev.reeve.supervisor.api.activity.Trace;
import dev.reeve.supervisor.api.event.Event;
import dev.reeve.supervisor.api.state.Phase;
import dev.reeve.supervisor.launcher.FakeHouse;
import dev.reeve.supervisor.launcher.client.Course;

import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

class TimingsTest {
    private static final Instant BEGIN = Instant.parse("2026-01-31T12:00:00Z");
    private static final Instant READY = BEGIN.plusMillis(1500);

    private final FakeHouse house = new FakeHouse(Path.of("/nowhere"));
    private final List<Course> told = new ArrayList<>();

    @Test
    void howTheStartHasGoneIsSaidOnceWhenItIsOver() throws InterruptedException {
        house.timeline(timeline());
        house.happens(changed("t1", "up", Status.ACTIVE));
        house.happens(changed("t2", "restart", Status.COMPLETED));
        house.happens(changed("t1", "up", Status.COMPLETED));
        var timings = new Timings(house, told::add);
        assertTrue(timings.take(Duration.ZERO));
        assertTrue(timings.take(Duration.ZERO));
        assertEquals(List.of(), told);
        assertFalse(timings.closed());
        assertTrue(timings.take(Duration.ZERO));
        assertTrue(timings.closed());
        assertEquals(
                List.of(
                        new Course(
                                "t1",
                                "up",
                                "completed",
                                "",
                                BEGIN,
                                READY,
                                List.of(
                                        new Course.Span(
                                                "db", "starting", BEGIN, READY, "run 1 starts"),
                                        new Course.Span("db", "running", READY, null, "ready")),
                                List.of(
                                        new Course.Step(
                                                "db", "starting", BEGIN, READY, "operation")))),
                told);
    }

    private static Event changed(String thread, String operation, Status status) {
        return new Event.ThreadChanged(thread, operation, status, List.of("db"), 0, null);
    }

    private static Timeline timeline() {
        return new Timeline(
                new OperationThread(
                        "t1",
                        "up",
                        Status.COMPLETED,
                        List.of("db"),
                        0,
                        BEGIN,
                        READY,
                        null,
                        Trace.of("t1")),
                List.of(
                        new Timeline.Span("db", 1, Phase.STARTING, BEGIN, READY, "run 1 starts"),
                        new Timeline.Span("db", 1, Phase.RUNNING, READY, null, "ready")),
                List.of(new Timeline.Step("db", Phase.STARTING, BEGIN, READY, "operation")));
    }
}
