package dev.reeve.supervisor.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

class FollowingTest {
    private static final String ASKED = "{\"definition\":{\"health\":{\"tcp\":{\"port\":1}}}}";

    private static final String SNAPSHOT =
            """
            id: 10
            event: snapshot
            data: {"seq":10,"services":[%s,%s]}\
            """
                    .formatted(service("db", "starting", 10), service("web", "waiting", 10));

    @TempDir Path folder;
    private CannedSupervisor supervisor;
    private Told told;

    @BeforeEach
    void open() throws IOException {
        supervisor =
                new CannedSupervisor(folder.resolve(".reeve"))
                        .services(service("db", "starting", 10), service("web", "waiting", 10));
        told = new Told(folder);
    }

    @AfterEach
    void close() throws IOException {
        supervisor.close();
    }

    @Test
    void waitEndsWhenAllAreReady() {
        supervisor.stream(
                "GET /v1/stream?type=state",
                SNAPSHOT,
                ": still here",
                state(11, "db", "running", "ready after 1 s"),
                state(12, "web", "starting", "spawned"),
                state(13, "web", "running", "ready after 2 s"));
        assertEquals(0, told.reeve("wait", "db", "web", "--for", "ready"));
        assertEquals("db: running, ready after 1 s\nweb: running, ready after 2 s\n", told.out());
    }

    @Test
    void waitGivesUpOnWhatHasFailed() {
        supervisor.stream(
                "GET /v1/stream?type=state", SNAPSHOT, state(11, "db", "failed", "exited with 3"));
        assertEquals(1, told.reeve("wait", "db", "--for", "ready"));
        assertEquals("reeve: cannot wait any longer: db: failed, exited with 3\n", told.err());
    }

    @Test
    void whatHasFailedIsStopped() {
        supervisor.stream(
                "GET /v1/stream?type=state", SNAPSHOT, state(11, "db", "failed", "exited with 3"));
        assertEquals(0, told.reeve("wait", "db", "--for", "stopped"));
    }

    @Test
    void anEventFromBeforeTheSnapshotSaysNothing() {
        supervisor.stream(
                "GET /v1/stream?type=state", SNAPSHOT, state(9, "db", "running", "long ago"));
        assertEquals(3, told.reeve("wait", "db", "--for", "ready"));
        assertEquals("reeve: the supervisor has ended\n", told.err());
    }

    @Test
    void waitEndsWhenItsTimeIsOver() {
        supervisor.endless("GET /v1/stream?type=state", SNAPSHOT);
        assertEquals(1, told.reeve("wait", "*", "--for", "ready", "--timeout", "50ms"));
        assertEquals(
                "reeve: not ready in time: db: starting, because; web: waiting, because\n",
                told.err());
    }

    @Test
    void afterAGapEverythingIsLookedAtAnew() {
        supervisor.stream(
                "GET /v1/stream?type=state",
                SNAPSHOT,
                "event: gap\ndata: {\"type\":\"gap\",\"data\":{\"from\":11,\"to\":90}}",
                state(91, "web", "running", "ready"));
        supervisor.services(service("db", "running", 90), service("web", "starting", 90));
        assertEquals(0, told.reeve("wait", "db", "web", "--for", "ready"));
        assertEquals("db: running, because\nweb: running, ready\n", told.out());
    }

    @Test
    void logsOfOneServiceAreItsLines() {
        supervisor.text("GET /v1/services/db/logs?lines=5", "one\n\u001b[2Jtwo\r\n");
        assertEquals(0, told.reeve("logs", "-n", "5", "db"));
        assertEquals("one\n\u001b[2Jtwo\r\n", told.out());
        told.terminal(80, true).reeve("logs", "-n", "5", "db");
        assertEquals("one\n\\x1b[2Jtwo\\x0d\n", told.out());
        told.reeve("logs", "-n", "5", "db", "--raw");
        assertEquals("one\n\u001b[2Jtwo\r\n", told.out());
    }

    @Test
    void logsOfSeveralNameTheirServices() {
        supervisor.text(
                "GET /v1/logs?lines=100&names=db,web", "db | hello\nweb | a | b\rdb | forged\n");
        assertEquals(0, told.terminal(80, false).reeve("logs"));
        assertEquals("db  | hello\nweb | a | b\\x0ddb | forged\n", told.out());
    }

    @Test
    void logsAsJsonAreOneObjectALine() {
        supervisor.json(
                "GET /v1/logs?lines=100&names=db&format=json",
                """
                {"items":[
                {"service":"db","run":1,"stream":"stdout","time":null,"text":"out"},
                {"service":"db","run":1,"stream":"stderr","time":null,"text":"err"}],"total":2}\
                """);
        assertEquals(0, told.reeve("logs", "db", "-o", "json"));
        assertEquals(
                """
                {"service":"db","run":1,"stream":"stdout","time":null,"text":"out"}
                {"service":"db","run":1,"stream":"stderr","time":null,"text":"err"}
                """,
                told.out());
    }

    @Test
    void logsAreSearchedDatedAndLimitedInTime() {
        supervisor.json(
                "GET /v1/logs?lines=10000&names=db&since=2026-01-31T12%3A00%3A00Z"
                        + "&grep=a%20b%2B&stream=stderr&format=json",
                """
                {"items":[{"service":"db","run":1,"stream":"stderr",
                "time":"2026-01-31T12:01:00.123Z","text":"a bb"}],"total":1}\
                """);
        assertEquals(
                0,
                told.reeve(
                        "logs",
                        "db",
                        "--since",
                        "10m",
                        "--grep",
                        "a b+",
                        "--stream",
                        "stderr",
                        "-t"),
                told.err());
        assertEquals("2026-01-31T12:01:00.123Z  a bb\n", told.out());
        assertEquals(2, told.reeve("logs", "db", "--since", "yesterday"));
        assertEquals(2, told.reeve("logs", "db", "-n", "10001"));
    }

    @Test
    void coloursOfServicesStayColoursAndNothingElseReachesATerminal() {
        supervisor.text("GET /v1/services/db/logs?lines=100", "\u001b[31mred\u001b[2J \u001b[m\n");
        told.terminal(80, true).reeve("logs", "db");
        assertEquals("\u001b[31mred\\x1b[2J \u001b[m\u001b[0m\n", told.out());
        told.terminal(80, false).reeve("logs", "db");
        assertEquals("red\\x1b[2J \n", told.out());
    }

    @Test
    void logsAreFollowedToTheEnd() {
        supervisor.stream(
                "GET /v1/logs?lines=10&names=db&follow=true",
                "event: line\ndata: {\"service\":\"db\",\"text\":\"one\"}",
                ":",
                "event: line\ndata: {\"service\":\"db\",\"text\":\"zwölf\"}");
        supervisor.then("GET /v1/logs?lines=0&names=db&follow=true", this::closeTheSupervisor);
        assertEquals(0, told.reeve("logs", "-f", "db", "--patience", "100ms"));
        assertEquals("one\nzwölf\n", told.out());
        assertEquals("the supervisor has ended\n", told.err());
    }

    @Test
    void logsGoOnWhenTheSupervisorIsReplacedAndShowNoLineTwice() {
        String line = "event: line\ndata: {\"service\":\"db\",\"time\":\"%s\",\"text\":\"%s\"}";
        String time = "2026-01-31T12:00:00.123Z";
        supervisor.stream(
                "GET /v1/logs?lines=10&follow=true",
                line.formatted("2026-01-31T12:00:00.100Z", "one"),
                line.formatted(time, "two"));
        supervisor.stream(
                "GET /v1/logs?lines=10000&follow=true&since=" + time,
                line.formatted(time, "two"),
                line.formatted(time, "three"));
        var times = new AtomicInteger();
        supervisor.then(
                "GET /v1/logs?lines=10000&follow=true&since=" + time,
                () -> {
                    if (times.incrementAndGet() == 2) {
                        closeTheSupervisor();
                    }
                });
        told.reeve("logs", "-f", "--patience", "1s");
        assertEquals("db  | one\ndb  | two\ndb  | three\n", told.out());
    }

    private void closeTheSupervisor() {
        try {
            supervisor.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Test
    void eventsAreTheLastOnes() {
        supervisor.json(
                "GET /v1/events?limit=1&" + ContinuedTest.USUAL + "&service=db",
                "{\"items\":[],\"total\":205}");
        supervisor.json(
                "GET /v1/events?limit=2&offset=203&" + ContinuedTest.USUAL + "&service=db",
                "{\"items\":[%s,%s],\"total\":205}"
                        .formatted(event(7, "db: starting"), event(9, "db: running")));
        assertEquals(0, told.reeve("events", "--limit", "2", "--service", "db"));
        assertEquals(
                """
                2026-01-31T12:00:00.123Z  state       db: starting
                2026-01-31T12:00:00.123Z  state       db: running
                """,
                told.out());
    }

    @Test
    void whatActorsDoAndSayIsShownWhereItIsAskedFor() {
        supervisor.json("GET /v1/events?limit=1&type=message,thread", "{\"total\":1}");
        supervisor.json(
                "GET /v1/events?limit=1&offset=0&type=message,thread",
                "{\"items\":[%s],\"total\":1}".formatted(event(7, "db -> web: hello")));
        assertEquals(0, told.reeve("events", "--type", "message,thread"));
        assertEquals("2026-01-31T12:00:00.123Z  state       db -> web: hello\n", told.out());
    }

    @Test
    void eventsUntilATimeAreFoundByHalving() {
        supervisor.json(
                "GET /v1/events?limit=1&" + ContinuedTest.USUAL, "{\"items\":[],\"total\":4}");
        for (int at = 0; at < 4; at++) {
            supervisor.json(
                    "GET /v1/events?limit=1&offset=" + at + "&" + ContinuedTest.USUAL,
                    "{\"items\":[%s],\"total\":4}"
                            .formatted(event(at, "x").replace("12:00:00", "12:0" + at + ":00")));
        }
        supervisor.json(
                "GET /v1/events?limit=2&offset=1&" + ContinuedTest.USUAL,
                "{\"items\":[%s,%s],\"total\":4}"
                        .formatted(event(1, "db: starting"), event(2, "db: running")));
        assertEquals(0, told.reeve("events", "--limit", "2", "--until", "7m"));
        assertEquals(
                List.of("db: starting", "db: running"),
                told.out().lines().map(line -> line.substring(38)).toList());
        assertEquals(2, told.reeve("events", "--since", "yesterday"));
        assertEquals(2, told.reeve("events", "--until", "tomorrow"));
    }

    @Test
    void whatHasEndedWellWasReadyAndIsNotWaitedFor() {
        String done = service("db", "stopped", 10).replace("requested", "exited");
        supervisor.services(done);
        String snapshot = SNAPSHOT.replaceFirst("\\[.*]", "[" + done.replace("\\", "") + "]");
        supervisor.endless("GET /v1/stream?type=state", snapshot);
        assertEquals(0, told.reeve("wait", "db", "--for", "ready"));
        assertEquals("db: stopped, because\n", told.out());
        supervisor.services(done.replace("stopped", "failed"));
        supervisor.endless("GET /v1/stream?type=state", snapshot.replace("stopped", "failed"));
        assertEquals(1, told.reeve("wait", "db", "--for", "ready"));
    }

    @Test
    void healthIsWaitedForBySayingSoToTheSupervisor() {
        supervisor.json("GET /v1/services/db/definition", ASKED);
        supervisor.json("GET /v1/services/web/definition", ASKED);
        supervisor.endless("GET /v1/stream?type=state", SNAPSHOT);
        supervisor.json("GET /v1/services/db/wait?for=healthy&timeout=2.0", "{\"done\":true}");
        supervisor.json("GET /v1/services/web/wait?for=healthy&timeout=2.0", "{\"done\":true}");
        assertEquals(0, told.reeve("wait", "db", "web", "--for", "healthy", "--timeout", "2s"));
        assertEquals(List.of("db: healthy", "web: healthy"), told.out().lines().sorted().toList());
        supervisor.problem(
                "GET /v1/services/db/wait?for=healthy&timeout=1.0", 408, "`db` is not healthy");
        assertEquals(1, told.reeve("wait", "db", "--for", "healthy", "--timeout", "1s"));
        assertEquals("reeve: `db` is not healthy\n", told.err());
    }

    @Test
    void whoIsNotAskedForHealthIsNotWaitedFor() {
        supervisor.json("GET /v1/services/db/definition", "{\"definition\":{\"command\":[]}}");
        assertEquals(1, told.reeve("wait", "db", "--for", "healthy"));
        assertEquals("reeve: `db` is never healthy: it has no `health`\n", told.err());
    }

    @Test
    void whatHasFailedNeverBecomesHealthy() {
        supervisor.json("GET /v1/services/db/definition", ASKED);
        supervisor.stalls("GET /v1/services/db/wait?for=healthy&timeout=86400.0");
        supervisor.endless(
                "GET /v1/stream?type=state", SNAPSHOT, state(11, "db", "failed", "exited with 3"));
        assertEquals(1, told.reeve("wait", "db", "--for", "healthy"));
        assertEquals("reeve: cannot wait any longer: db: failed, exited with 3\n", told.err());
    }

    @Test
    void statsAreOneServiceALineTheBusiestFirst() {
        supervisor.json(
                "GET /v1/samples?limit=100&offset=0",
                """
                {"items":[{"name":"web","cpu_percent":null},
                {"name":"db","cpu_percent":12.34,"max_cpu_percent":100.0,"memory_bytes":20971520,
                 "max_memory_bytes":1610612736,"processes":2,"threads":9,"open_files":40}],
                 "total":2}\
                """);
        supervisor.json(
                "GET /v1/stats",
                """
                {"total_configured":2,"services_by_status":{"running":1,"stopped":1},
                 "restart_counts":{"db":3,"web":1},"health_checks_active":1}\
                """);
        String table =
                """
                NAME  CPU     MAX CPU  MEMORY    MAX MEMORY  PROCESSES  THREADS  FILES
                db    12.3 %  100.0 %  20.0 MiB  1.5 GiB     2          9        40
                web   -       -        -         -           -          -        -
                2 services: 1 running, 1 stopped; 4 restarts; 1 health check
                """;
        assertEquals(0, told.reeve("stats"), told.err());
        assertEquals(table, told.out());
        assertEquals(0, told.terminal(80, false).reeve("stats", "--once"));
        assertEquals(table, told.out());
        supervisor.json("GET /v1/stats", "{\"total_running\":1}");
        told.reeve("stats", "-o", "yaml");
        assertEquals("total_running: 1\n", told.out());
    }

    @Test
    void statsOfANamedServiceAreItsObject() {
        supervisor.json("GET /v1/services/db/stats", "{\"name\":\"db\",\"cpu_percent\":null}");
        assertEquals(0, told.reeve("stats", "db", "-o", "json"));
        assertEquals("{\n  \"name\": \"db\",\n  \"cpu_percent\": null\n}\n", told.out());
    }

    @Test
    void onATerminalStatsAreShownAgainInTheSamePlaceUntilNobodyAnswers() {
        supervisor.json("GET /v1/samples?limit=100&offset=0", "{\"items\":[],\"total\":0}");
        supervisor.json("GET /v1/stats", "{\"total_configured\":2}");
        var times = new AtomicInteger();
        supervisor.then(
                "GET /v1/samples?limit=100&offset=0",
                () -> {
                    if (times.incrementAndGet() == 3) {
                        closeTheSupervisor();
                    }
                });
        assertEquals(3, told.terminal(20, false).reeve("stats", "--interval", "1ms"));
        assertEquals(2, told.out().split("NAME", -1).length - 1, told.out());
        assertTrue(told.out().contains("\033[2A\r"), told.out());
    }

    static String service(String name, String phase, int seq) {
        return """
        {"key":"process:manifest:%1$s","name":"%1$s","desired":"running","phase":"%2$s",\
        "reason":{"code":"requested","text":"because"},"attempts":0,"depends_on":[],"seq":%3$d}\
        """
                .formatted(name, phase, seq);
    }

    static String state(int seq, String name, String to, String why) {
        return """
        id: %1$d
        event: state
        data: {"seq":%1$d,"type":"state","service":"%2$s","data":{"to":"%3$s",\
        "reason":{"code":"requested","text":"%4$s"}}}\
        """
                .formatted(seq, name, to, why);
    }

    private static String event(int seq, String text) {
        return """
        {"seq":%d,"time":"2026-01-31T12:00:00.123Z","type":"state","service":"db","text":"%s"}\
        """
                .formatted(seq, text);
    }
}
