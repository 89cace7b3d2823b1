package dev.reeve.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;

/// What programs tell of themselves, and what the supervisor tells of what it does, as it is seen
/// from outside.
class ReportingTest {
    private static final String TALKER =
            """
            import http.client, json, os, socket, sys, time

            class Socket(http.client.HTTPConnection):
                def connect(self):
                    self.sock = socket.socket(socket.AF_UNIX)
                    self.sock.connect(os.environ["REEVE_SOCKET"])

            def tell(path, what):
                connection = Socket("localhost")
                connection.request("POST", path, json.dumps(what), {
                    "Authorization": "Bearer " + os.environ["REEVE_TOKEN"],
                    "Content-Type": "application/json"})
                return connection.getresponse().status

            me = os.environ["REEVE_SERVICE"]
            answers = [
                tell("/v1/actors/" + me, {"activity": "processing", "queue_depth": 3}),
                tell("/v1/messages", {"from": me, "to": "sink", "payload_type": "order",
                                      "payload": {"number": 7}, "thread": "order-7"}),
                tell("/v1/messages", {"from": "sink", "to": me, "payload_type": "forged"}),
                tell("/v1/messages", {"from": me, "to": "ghost", "payload_type": "lost"}),
                tell("/v1/services/sink/stop", {}),
                tell("/v1/actors/" + me + ":cook", {"activity": "dancing"})]
            open("answers", "w").write(json.dumps(answers) + " " + os.environ["TRACEPARENT"])
            time.sleep(1000)
            """;

    @Test
    void aProgramReportsByTheControlSocketAndOnlyAboutItself() throws Exception {
        Programs.assumeThere("python3");
        try (var household = new Household()) {
            household.file("talker.py", TALKER);
            household.file(
                    "reeve.yaml",
                    """
                    services:
                      sink: {command: [sleep, "1000"]}
                      talker: {command: [python3, talker.py], depends_on: [sink]}
                    """);
            household.up();
            var answers = household.folder().resolve("answers");
            String said =
                    household.await(
                            "it has talked",
                            () -> {
                                String text = Files.readString(answers);
                                return text.contains("00-") ? text : null;
                            });
            assertTrue(said.startsWith("[200, 201, 403, 404, 403, 200] 00-"), said);
            Control control = household.control();
            var talker = control.get("/v1/actors/talker");
            assertEquals("processing", talker.get("activity"));
            assertEquals(3, talker.get("queue_depth"));
            assertEquals(1, talker.get("message_count"));
            assertEquals(List.of("sink"), talker.get("peers"));
            assertEquals("unknown", control.get("/v1/actors/talker:cook").get("activity"));
            var messages = control.items("/v1/messages?actor=sink&");
            assertEquals(
                    List.of("order"), messages.stream().map(m -> m.get("payload_type")).toList());
            assertEquals(Map.of("number", 7), messages.getFirst().get("payload"));
            theEventsSayTheSame(control, messages.getFirst());
            var thread = control.get("/v1/threads/order-7");
            assertEquals(List.of("sink", "talker"), thread.get("participants"));
            String trace = said.substring(said.indexOf("00-") + 3, said.indexOf("00-") + 35);
            assertTrue(
                    control.items("/v1/threads?").stream()
                            .anyMatch(t -> String.valueOf(t.get("traceparent")).contains(trace)),
                    "its trace is that of no operation");
            assertFalse(
                    control.get("/v1/services/talker/definition").toString().contains("TOKEN="));
        }
    }

    private static void theEventsSayTheSame(Control control, Map<String, Object> message)
            throws IOException {
        var sent =
                control.items("/v1/events?type=message&").stream()
                        .filter(event -> event.get("thread").equals("order-7"))
                        .toList();
        assertEquals(List.of(message), sent.stream().map(event -> event.get("data")).toList());
        var begun = data(control, "thread", "order-7").getFirst();
        assertEquals("active", begun.get("status"));
        assertEquals(0, begun.get("message_count"));
        var doing =
                control.items("/v1/events?type=actor&").stream()
                        .map(event -> (Map<?, ?>) event.get("data"))
                        .filter(data -> data.get("name").equals("talker"))
                        .map(data -> data.get("activity"))
                        .toList();
        assertEquals("processing", doing.getLast());
    }

    private static List<Map<?, ?>> data(Control control, String type, String thread)
            throws IOException {
        return control.items("/v1/events?type=" + type + "&").stream()
                .filter(event -> event.get("thread").equals(thread))
                .<Map<?, ?>>map(event -> (Map<?, ?>) event.get("data"))
                .toList();
    }

    @Test
    void aProgramThatOnlyPrintsReportsByItsOutput() throws Exception {
        try (var household = new Household()) {
            household.script(
                    "printer",
                    """
                    #!/bin/sh
                    echo "just a line"
                    echo '{"reeve": {"actor": {"activity": "waiting", "queue_depth": 2}}}'
                    echo '{"reeve": {"message": {"to": "quiet", "payload_type": "note", "payload": {"n": [1, null]}}}}'
                    echo '{"reeve": {"message": {"from": "quiet", "to": "printer", "payload_type": "forged"}}}'
                    exec sleep 1000
                    """);
            household.script(
                    "silent",
                    """
                    #!/bin/sh
                    echo '{"reeve": {"actor": {"activity": "error"}}}'
                    exec sleep 1000
                    """);
            household.file(
                    "reeve.yaml",
                    """
                    services:
                      printer: {command: [./printer], logs: {reports: true}, depends_on: [quiet, silent]}
                      quiet: {command: [sleep, "1000"]}
                      silent: {command: [./silent]}
                    """);
            household.up();
            Control control = household.control();
            household.await(
                    "it has reported", () -> !control.items("/v1/messages?actor=quiet&").isEmpty());
            var message = control.items("/v1/messages?actor=quiet&").getFirst();
            assertEquals("printer note", message.get("from") + " " + message.get("payload_type"));
            assertEquals("waiting", control.get("/v1/actors/printer").get("activity"));
            assertEquals("idle", control.get("/v1/actors/silent").get("activity"));
            household.await(
                    "the forged one is told of",
                    () ->
                            control.items("/v1/events?type=error&").stream()
                                    .anyMatch(e -> e.toString().contains("`from` is `quiet`")));
            assertEquals(1, control.supervisor().get("total_messages"));
            var logs = household.reeve("logs", "printer").expecting(0);
            assertTrue(logs.out().contains("just a line"), logs.out());
        }
    }

    @Test
    void messagesAreKnownToTheSupervisorAfterOneThatWasKilled() throws Exception {
        try (var household = new Household()) {
            household.file(
                    "reeve.yaml",
                    """
                    history: {messages: 5}
                    services:
                      a: {command: [sleep, "1000"], on_orphan: adopt}
                      b: {command: [sleep, "1000"], on_orphan: adopt}
                    """);
            var first = household.up();
            household.awaitPhase("b", "running");
            for (int each = 1; each <= 8; each++) {
                var answer = household.control().post("/v1/messages", note(each));
                assertEquals(each, answer.get("seq"));
            }
            Processes.signal("KILL", first.pid());
            household.ended(first);
            household.up();
            Control control = household.control();
            household.await("the next one answers", () -> control.supervisor() != null);
            assertEquals(8, control.supervisor().get("total_messages"));
            assertEquals(
                    List.of(8, 7, 6, 5, 4),
                    control.items("/v1/messages?").stream().map(m -> m.get("seq")).toList());
            assertEquals(9, control.post("/v1/messages", note(9)).get("seq"));
            household.reeve("down").expecting(0);
        }
    }

    private static String note(int number) {
        return "{\"from\":\"a\",\"to\":\"b\",\"payload_type\":\"note\",\"payload\":{\"n\":%d}}"
                .formatted(number);
    }

    @Test
    void aKilledStartIsReallyCancelled() throws Exception {
        try (var household = new Household()) {
            household.file(
                    "reeve.yaml",
                    """
                    services:
                      slow:
                        command: [sleep, "1000"]
                        ready: {file: {path: never}, timeout: 300s}
                        autostart: false
                      other: {command: [sleep, "1000"]}
                    """);
            household.up();
            household.awaitPhase("other", "running");
            Control control = household.control();
            var begun = control.post("/v1/services/slow/start?wait=false", "{}");
            household.awaitPhase("slow", "starting");
            long pid = Household.pid(control.service("slow"));
            String thread = String.valueOf(begun.get("thread"));
            assertEquals("active", control.get("/v1/threads/" + thread).get("status"));
            var killed = control.post("/v1/threads/" + thread + "/kill", "{}");
            assertEquals("killed", killed.get("status"));
            household.awaitPhase("slow", "stopped");
            assertFalse(Processes.alive(pid));
            assertEquals("running", control.service("other").get("phase"));
        }
    }

    @Test
    void theChainOfAStartUpIsThatOfTheJournal() throws Exception {
        try (var household = new Household()) {
            household.file("reeve.yaml", CHAIN);
            household.up();
            household.awaitPhase("app", "running");
            List<String> chain = StartChain.told(household);
            assertEquals(StartChain.ofTheJournal(household.control()), chain);
            assertEquals(3, chain.size(), chain.toString());
        }
    }

    private static final String CHAIN =
            """
            services:
              quick: {command: [sh, -c, "touch quick.ok; exec sleep 1000"], ready: {file: {path: quick.ok}}}
              slow: {command: [sh, -c, "sleep 0.6; touch slow.ok; exec sleep 1000"], ready: {file: {path: slow.ok}}}
              middle:
                command: [sh, -c, "sleep 0.3; touch middle.ok; exec sleep 1000"]
                ready: {file: {path: middle.ok}}
                depends_on: [quick, slow]
              aside: {command: [sh, -c, "sleep 0.1; touch aside.ok; exec sleep 1000"], ready: {file: {path: aside.ok}}, depends_on: [slow]}
              app: {command: [sleep, "1000"], depends_on: [middle, aside, quick]}
            """;
}
