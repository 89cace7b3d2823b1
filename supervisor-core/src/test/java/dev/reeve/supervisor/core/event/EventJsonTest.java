package dev.reeve.supervisor.core.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reeve.supervisor.api.activity.Activity;
import dev.reeve.supervisor.api.activity.Message;
import dev.reeve.supervisor.api.activity.OperationThread;
import dev.reeve.supervisor.api.activity.Trace;
import dev.reeve.supervisor.api.event.Event;
import dev.reeve.supervisor.api.event.RecordedEvent;
import dev.reeve.supervisor.api.model.ServiceKey;
import dev.reeve.supervisor.api.model.Signal;
import dev.reeve.supervisor.api.state.Exit;
import dev.reeve.supervisor.api.state.Health;
import dev.reeve.supervisor.api.state.Liveness;
import dev.reeve.supervisor.api.state.Phase;
import dev.reeve.supervisor.api.state.Reason;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

class EventJsonTest {
    private static final ServiceKey WEB = new ServiceKey("process", "manifest", "web.1_a-b");

    private static final List<String> HOSTILE =
            List.of(
                    "",
                    "\"\\/\b\f\n\r\t",
                    "\0\1\u001f\u007f\u0080\u009b31m\u2028\u2029\ufeff\ufffd\uffff",
                    "a lone \ud800 and \udc00 and the wrong way round \udc00\ud800",
                    "grüße, 漢字, 😀",
                    "\",\"type\":\"gap\",\"x\":\"",
                    "}{\n][",
                    "ReeveRec\0\0\0\1",
                    "x".repeat(100_000));

    @Test
    void everyEventComesBackEqual() throws IOException {
        for (Event event : oneOfEach()) {
            assertEquals(event, back(event));
        }
    }

    @Test
    void everyReasonComesBackEqual() throws IOException {
        for (var code : Reason.Code.values()) {
            for (Exit exit : exits()) {
                var event = state(Reason.of(code, "because").with(exit));
                assertEquals(event, back(event));
            }
            var event = state(Reason.of(code, "because"));
            assertEquals(event, back(event));
        }
    }

    @Test
    void everyPhaseAndHealthComesBackEqual() throws IOException {
        for (var from : Phase.values()) {
            for (var to : Phase.values()) {
                var event =
                        new Event.StateChanged(
                                WEB, 1, from, to, Reason.of(Reason.Code.REQUESTED, "so"));
                assertEquals(event, back(event));
            }
        }
        for (var health : Health.values()) {
            var event = new Event.HealthChanged(WEB, null, health, Health.UNKNOWN, "so");
            assertEquals(event, back(event));
        }
    }

    @Test
    void noTextCanBreakOutOfItsPlace() throws IOException {
        for (String text : HOSTILE) {
            for (Event event : withText(text)) {
                assertEquals(event, back(event));
            }
        }
    }

    @Test
    void theKindOfAnEventIsThatOfItsType() {
        for (Event event : oneOfEach()) {
            byte kind = EventJson.kind(event);
            assertEquals(kind, EventJson.kind(event.type()), event.type());
            assertEquals(event.isPassing(), Kinds.isPassing(kind), event.type());
        }
        assertEquals(0, EventJson.kind("eclipse"));
    }

    @Test
    void everyKindOfEventIsTried() {
        var tried = oneOfEach().stream().map(Event::getClass).distinct().toList();
        for (var kind : Event.class.getPermittedSubclasses()) {
            assertTrue(tried.contains(kind), kind.getName());
        }
    }

    @Test
    void anEventOfALaterVersionBecomesAnErrorThatSaysSo() {
        byte[] json =
                "{\"type\":\"eclipse\",\"of\":{\"the\":[1,{}]}}".getBytes(StandardCharsets.UTF_8);
        var event = assertInstanceOf(Event.ErrorOccurred.class, read(json, json.length));
        assertTrue(event.error().contains("cannot be read"), event.error());
        byte[] garbage = "not JSON".getBytes(StandardCharsets.UTF_8);
        assertInstanceOf(Event.ErrorOccurred.class, read(garbage, garbage.length));
    }

    private static List<Event> oneOfEach() {
        var events = new ArrayList<>(withText("a text"));
        events.add(new Event.ErrorOccurred(null, null, "ours"));
        events.add(new Event.PluginChanged("ready-tcp", "started", null));
        events.add(new Event.Reloaded(true, List.of(), List.of("b"), List.of("c", "d"), null));
        events.add(new Event.CredentialsRead(WEB, 2, "admin", List.of("token", "url")));
        events.add(new Event.MessageSent(message("hello")));
        var status = OperationThread.Status.KILLED;
        events.add(new Event.ThreadChanged("t1", "start", status, List.of("a"), 2, null));
        String caller = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        Trace joined = Trace.of("t2", caller);
        events.add(new Event.ThreadChanged("t2", "stop", status, List.of(), 0, "no", joined));
        events.add(new Event.ActorChanged("web:one", Activity.PROCESSING, "t1"));
        events.add(new Event.Gap(1, Long.MAX_VALUE));
        return events;
    }

    private static Message message(String text) {
        Map<String, Object> inner = new HashMap<>();
        inner.put("nothing", null);
        inner.put("some", List.of(1, 2.5, true, text, List.of(Map.of())));
        Instant time = Instant.parse("2026-01-31T12:00:00.123456Z");
        return new Message("m1", 7, "t1", text, text, text, Map.of("a", inner), time);
    }

    private static List<Event> withText(String text) {
        return List.of(
                state(new Reason(Reason.Code.CRASHED, text, new Exit.Unseen())),
                new Event.HealthChanged(WEB, 3, Health.HEALTHY, Health.UNHEALTHY, text),
                new Event.LivenessChanged(
                        WEB, 3, Liveness.Status.ONLINE, Liveness.Status.UNAUTHORIZED, text),
                new Event.ErrorOccurred(WEB, Integer.MAX_VALUE, text),
                new Event.HookFailed(WEB, null, text, text, text),
                new Event.PluginChanged(text, text, text),
                new Event.SupervisorChanged(text, text),
                new Event.MessageSent(message(text)),
                new Event.ActorChanged(text, Activity.IDLE, text),
                new Event.Reloaded(false, List.of(text, text), List.of(text), List.of(), text));
    }

    private static Event state(Reason reason) {
        return new Event.StateChanged(WEB, 7, Phase.RUNNING, Phase.FAILED, reason);
    }

    private static List<Exit> exits() {
        return Stream.concat(
                        Arrays.stream(new Exit[] {new Exit.Unseen(), new Exit.Code(255)}),
                        IntStream.rangeClosed(1, 64)
                                .mapToObj(number -> new Exit.Killed(new Signal(number))))
                .toList();
    }

    private static Event back(Event event) throws IOException {
        var bytes = new ByteArrayOutputStream();
        EventJson.write(event, "t1", bytes);
        for (byte each : bytes.toByteArray()) {
            assertTrue(each >= ' ', "a byte " + each);
        }
        RecordedEvent recorded =
                EventReader.read(4, Instant.EPOCH, bytes.toByteArray(), 0, bytes.size());
        assertEquals("t1", recorded.thread());
        return recorded.event();
    }

    private static Event read(byte[] json, int length) {
        return EventReader.read(4, Instant.EPOCH, json, 0, length).event();
    }
}
