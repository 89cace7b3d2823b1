package dev.reeve.plugin.trace.opentelemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reeve.supervisor.api.activity.Message;
import dev.reeve.supervisor.api.activity.OperationThread.Status;
import dev.reeve.supervisor.api.activity.Trace;
import dev.reeve.supervisor.api.event.Event;
import dev.reeve.supervisor.api.event.RecordedEvent;
import dev.reeve.supervisor.api.model.ServiceKey;
import dev.reeve.supervisor.api.state.Phase;
import dev.reeve.supervisor.api.state.Reason;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.StatusData;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// What becomes a span, and which one. Every event is a second after the one before.
class OperationsTest {
    private static final Instant BEGIN = Instant.parse("2026-01-31T12:00:00Z");
    private static final AttributeKey<String> INCOMPLETE =
            AttributeKey.stringKey("reeve.incomplete");

    private final Operations operations = new Operations();
    private long seq;

    private void happens(@Nullable String thread, Event event) {
        seq++;
        operations.take(new RecordedEvent(seq, BEGIN.plusSeconds(seq), thread, event));
    }

    private void thread(String id, String operation, Status status, String... participants) {
        String error = status == Status.ERROR ? "it went wrong" : null;
        happens(
                id,
                new Event.ThreadChanged(id, operation, status, List.of(participants), 0, error));
    }

    private void goes(String thread, String service, Phase from, Phase to, Reason.Code why) {
        var key = new ServiceKey("process", "manifest", service);
        happens(thread, new Event.StateChanged(key, 1, from, to, Reason.of(why, why.word())));
    }

    private Message message(String thread, long number) {
        Instant time = BEGIN.plusSeconds(seq + 1);
        return new Message("m" + number, number, thread, "web", "db", "hello", Map.of(), time);
    }

    private static String text(Ended span) {
        return "%s %s..%s".formatted(span.name(), at(span.from()), at(span.to()));
    }

    private static long at(Instant time) {
        return Duration.between(BEGIN, time).toSeconds();
    }

    private static @Nullable String attribute(Ended span, String name) {
        return span.attributes().get(AttributeKey.stringKey(name));
    }

    private List<String> texts() {
        return operations.ended().stream().map(OperationsTest::text).toList();
    }

    @Test
    void anOperationIsARootAndItsPhasesAreChildren() {
        thread("t1", "start", Status.ACTIVE, "operator", "web");
        goes("t1", "web", Phase.STOPPED, Phase.WAITING, Reason.Code.DEPENDENCY);
        goes("t1", "web", Phase.WAITING, Phase.STARTING, Reason.Code.REQUESTED);
        goes("t1", "web", Phase.STARTING, Phase.RUNNING, Reason.Code.REQUESTED);
        thread("t1", "start", Status.COMPLETED, "operator", "web");
        List<Ended> spans = operations.ended();
        assertEquals(
                List.of("web waiting 2..3", "web starting 3..4", "start web 1..5"),
                spans.stream().map(OperationsTest::text).toList());
        Trace trace = Trace.of("t1");
        Ended root = spans.getLast();
        assertEquals(trace, root.trace());
        assertEquals(StatusData.unset(), root.status());
        assertEquals("t1", attribute(root, "reeve.thread"));
        assertEquals("start", attribute(root, "reeve.operation"));
        assertEquals("completed", attribute(root, "reeve.status"));
        for (Ended child : spans.subList(0, 2)) {
            assertEquals(trace.id(), child.trace().id());
            assertEquals(trace.span(), child.trace().parent());
            assertEquals("web", attribute(child, "reeve.service"));
            assertEquals(1, child.attributes().get(AttributeKey.longKey("reeve.run")));
        }
        assertNotEquals(spans.get(0).trace().span(), spans.get(1).trace().span());
    }

    @Test
    void whoeverAskedWithATraceOfHisOwnFindsItAsTheParent() {
        String caller = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        Trace trace = Trace.of("t1", caller);
        happens(
                "t1",
                new Event.ThreadChanged(
                        "t1", "stop", Status.ACTIVE, List.of("web"), 0, null, trace));
        goes("t1", "web", Phase.RUNNING, Phase.STOPPING, Reason.Code.REQUESTED);
        goes("t1", "web", Phase.STOPPING, Phase.STOPPED, Reason.Code.REQUESTED);
        thread("t1", "stop", Status.COMPLETED, "web");
        List<Ended> spans = operations.ended();
        assertEquals("0af7651916cd43dd8448eb211c80319c", spans.getFirst().trace().id());
        assertEquals(trace.span(), spans.getFirst().trace().parent());
        assertEquals(trace, spans.getLast().trace());
    }

    @Test
    void whatWentWrongIsSaidOfTheOperationAndOfThePhase() {
        thread("t1", "start", Status.ACTIVE, "web");
        goes("t1", "web", Phase.STOPPED, Phase.STARTING, Reason.Code.REQUESTED);
        goes("t1", "web", Phase.STARTING, Phase.BACKOFF, Reason.Code.CRASHED);
        goes("t1", "web", Phase.BACKOFF, Phase.STARTING, Reason.Code.CRASHED);
        goes("t1", "web", Phase.STARTING, Phase.FAILED, Reason.Code.RESTART_LIMIT);
        thread("t1", "start", Status.ERROR, "web");
        List<Ended> spans = operations.ended();
        var wrong = StatusCode.ERROR;
        assertEquals(
                List.of(
                        StatusData.create(wrong, "crashed"),
                        StatusData.unset(),
                        StatusData.create(wrong, "restart_limit"),
                        StatusData.create(wrong, "it went wrong")),
                spans.stream().map(Ended::status).toList());
    }

    @Test
    void aServiceThatHasCrashedStopsWithoutFailing() {
        thread("t1", "restart", Status.ACTIVE, "web");
        goes("t1", "web", Phase.RUNNING, Phase.STOPPING, Reason.Code.UNHEALTHY);
        goes("t1", "web", Phase.STOPPING, Phase.STOPPED, Reason.Code.UNHEALTHY);
        assertEquals(StatusData.unset(), operations.ended().getFirst().status());
    }

    @Test
    void whatIsSaidIsAnEventOfTheOperationWithoutItsPayload() {
        thread("t1", "start", Status.ACTIVE, "web");
        happens("t1", new Event.MessageSent(message("t1", 1)));
        thread("t1", "start", Status.COMPLETED, "web");
        Ended root = operations.ended().getLast();
        var event = root.events().getFirst();
        assertEquals("hello", event.getName());
        assertEquals(Ended.nanos(BEGIN.plusSeconds(2)), event.getEpochNanos());
        assertEquals(
                Attributes.of(
                        AttributeKey.stringKey("reeve.message"), "m1",
                        AttributeKey.stringKey("reeve.from"), "web",
                        AttributeKey.stringKey("reeve.to"), "db"),
                event.getAttributes());
    }

    @Test
    void ofVeryManyMessagesSomeAreShownAndAllAreCounted() {
        thread("t1", "message", Status.ACTIVE, "web");
        for (int number = 1; number <= 1_500; number++) {
            operations.take(
                    new RecordedEvent(
                            1 + number, BEGIN, "t1", new Event.MessageSent(message("t1", number))));
        }
        thread("t1", "message", Status.COMPLETED, "web");
        Ended root = operations.ended().getLast();
        assertEquals(1_000, root.events().size());
        assertEquals(1_500, root.count());
    }

    @Test
    void oneMessageByItselfIsAnOperationThatBeginsWithIt() {
        happens("t1", new Event.MessageSent(message("t1", 1)));
        happens(
                "t1",
                new Event.ThreadChanged(
                        "t1", "message", Status.COMPLETED, List.of("db", "web"), 1, null));
        Ended root = operations.ended().getFirst();
        assertEquals("message db, web 1..2", text(root));
        assertEquals(1, root.events().size());
    }

    @Test
    void anOperationOfWhichTheBeginningWasMissedIsLeftOut() {
        goes("t1", "web", Phase.STOPPED, Phase.STARTING, Reason.Code.REQUESTED);
        goes("t1", "web", Phase.STARTING, Phase.RUNNING, Reason.Code.REQUESTED);
        thread("t1", "start", Status.COMPLETED, "web");
        assertEquals(List.of(), operations.ended());
    }

    @Test
    void whatIsPartOfNoOperationIsLeftOut() {
        var key = new ServiceKey("process", "manifest", "web");
        var reason = Reason.of(Reason.Code.REQUESTED, "so");
        happens(null, new Event.StateChanged(key, 1, Phase.STOPPED, Phase.STARTING, reason));
        happens(null, new Event.StateChanged(key, 1, Phase.STARTING, Phase.RUNNING, reason));
        assertEquals(List.of(), operations.ended());
    }

    @Test
    void aGapEndsWhatGoesOnWithWhatWasSeenLastAndSaysSo() {
        thread("t1", "start", Status.ACTIVE, "web");
        goes("t1", "web", Phase.STOPPED, Phase.STARTING, Reason.Code.REQUESTED);
        seq = 50;
        happens(null, new Event.Gap(3, 50));
        List<Ended> spans = operations.ended();
        assertEquals(
                List.of("web starting 2..2", "start web 1..2"),
                spans.stream().map(OperationsTest::text).toList());
        for (Ended span : spans) {
            assertEquals("events 3 to 50 were lost", span.attributes().get(INCOMPLETE));
            assertEquals(StatusData.unset(), span.status());
            assertNull(attribute(span, "reeve.next_phase"));
        }
        goes("t1", "web", Phase.STARTING, Phase.RUNNING, Reason.Code.REQUESTED);
        thread("t1", "start", Status.COMPLETED, "web");
        assertEquals(List.of(), operations.ended());
    }

    @Test
    void whatGoesOnAtTheEndOfTheSupervisorIsTold() {
        thread("t1", "start", Status.ACTIVE, "web");
        goes("t1", "web", Phase.STOPPED, Phase.STARTING, Reason.Code.REQUESTED);
        goes("t1", "web", Phase.STARTING, Phase.RUNNING, Reason.Code.REQUESTED);
        operations.end();
        List<Ended> spans = operations.ended();
        assertEquals("start web 1..3", text(spans.getLast()));
        assertEquals(
                "the supervisor ended before it did", spans.getLast().attributes().get(INCOMPLETE));
        assertNull(spans.getFirst().attributes().get(INCOMPLETE));
    }

    @Test
    void anOperationIsNamedByItsServicesAndNotByWhoAsked() {
        thread("t1", "reload", Status.ACTIVE, "operator");
        thread("t1", "reload", Status.COMPLETED, "operator", "supervisor");
        thread("t2", "up", Status.ACTIVE, "supervisor");
        thread("t2", "up", Status.COMPLETED, "a", "b", "c", "d", "e", "supervisor");
        assertEquals(List.of("reload 1..2", "up a, b, c and 2 more 3..4"), texts());
    }

    @Test
    void operationsThatNeverEndDoNotFillTheMemory() {
        for (int number = 0; number < 10_010; number++) {
            thread("t" + number, "message", Status.ACTIVE, "web");
        }
        List<Ended> spans = operations.ended();
        assertEquals(10, spans.size());
        assertEquals("too many operations go on", spans.getFirst().attributes().get(INCOMPLETE));
    }

    @Test
    void noSpanEndsBeforeItBeginsThoughTheClockIsPutBack() {
        thread("t1", "start", Status.ACTIVE, "web");
        operations.take(
                new RecordedEvent(
                        2,
                        BEGIN.minusSeconds(60),
                        "t1",
                        new Event.ThreadChanged(
                                "t1", "start", Status.COMPLETED, List.of("web"), 0, null)));
        Ended root = operations.ended().getFirst();
        assertEquals(root.from(), root.to());
        assertTrue(root.from().isAfter(BEGIN));
    }
}
