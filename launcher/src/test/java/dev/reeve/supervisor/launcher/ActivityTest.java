package dev.reeve.supervisor.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;

/// Who acts, in which operation, and what is said.
class ActivityTest {
    private static final String WORKER =
            """
            {"name":"web:worker-1","kind":"part","description":"","peers":["db"],\
            "activity":"processing","thread":"t1-4","last_activity_at":"2026-01-31T12:09:55Z",\
            "message_count":3,"queue_depth":7}\
            """;

    private static final String DB =
            """
            {"name":"db","kind":"process","description":"","peers":[],"activity":"idle",\
            "thread":null,"last_activity_at":null,"message_count":0,"queue_depth":null}\
            """;

    private static final String TIMELINE =
            """
            {"thread":{"id":"t1-1","operation":"up","status":"completed","participants":["db"],\
            "message_count":0,"created_at":"2026-01-31T12:00:00Z",\
            "last_activity_at":"2026-01-31T12:00:02Z","error":null},"spans":[\
            {"service":"db","run":1,"phase":"starting","from":"2026-01-31T12:00:00Z",\
            "to":"2026-01-31T12:00:01.5Z","reason":"run 1 starts"},\
            {"service":"web","run":null,"phase":"waiting","from":"2026-01-31T12:00:00Z",\
            "to":"2026-01-31T12:00:01.5Z",\
            "reason":"waits for db to be ready, which is starting (run 1 starts)"},\
            {"service":"log","run":1,"phase":"starting","from":"2026-01-31T12:00:00Z",\
            "to":"2026-01-31T12:00:00.5Z","reason":"run 1 starts"},\
            {"service":"log","run":1,"phase":"running","from":"2026-01-31T12:00:00.5Z",\
            "to":null,"reason":"ready"},\
            {"service":"db","run":1,"phase":"running","from":"2026-01-31T12:00:01.5Z",\
            "to":null,"reason":"ready"},\
            {"service":"web","run":1,"phase":"starting","from":"2026-01-31T12:00:01.5Z",\
            "to":"2026-01-31T12:00:02Z","reason":"run 1 starts"},\
            {"service":"web","run":1,"phase":"running","from":"2026-01-31T12:00:02Z",\
            "to":null,"reason":"ready"}],"chain":[\
            {"service":"db","phase":"starting","from":"2026-01-31T12:00:00Z",\
            "to":"2026-01-31T12:00:01.5Z","why":"dependency"},\
            {"service":"web","phase":"starting","from":"2026-01-31T12:00:01.5Z",\
            "to":"2026-01-31T12:00:02Z","why":"operation"}]}\
            """;

    @TempDir Path folder;
    private CannedSupervisor supervisor;
    private Told told;

    @BeforeEach
    void open() throws IOException {
        supervisor = new CannedSupervisor(folder.resolve(".reeve"));
        told = new Told(folder);
    }

    @AfterEach
    void close() throws IOException {
        supervisor.close();
    }

    @Test
    void actorsAreATableAndAsJsonTheInterfacesObject() {
        supervisor.json("GET /v1/actors?limit=100&offset=0", items(WORKER, DB));
        assertEquals(0, told.reeve("actors"));
        assertEquals(
                """
                NAME          KIND     ACTIVITY    THREAD  MESSAGES  QUEUE  LAST
                web:worker-1  part     processing  t1-4    3         7      5s ago
                db            process  idle        -       0         -      -
                """,
                told.out());
        supervisor.json("GET /v1/actors/web%3Aworker-1", WORKER);
        assertEquals(0, told.reeve("actors", "web:worker-1", "-o", "json"));
        assertTrue(told.out().startsWith("{\n  \"name\": \"web:worker-1\""), told.out());
        supervisor.problem("GET /v1/actors/ghost", 404, "there is no actor `ghost`");
        assertEquals(4, told.reeve("actors", "ghost"));
    }

    @Test
    void operationsAreShownTheLastActiveFirst() {
        supervisor.json(
                "GET /v1/threads?limit=20&offset=0&status=active&actor=web", items(restart()));
        assertEquals(0, told.reeve("threads", "--status", "active", "--actor", "web"));
        assertEquals(
                """
                THREAD  OPERATION  STATUS  BEGAN   TOOK    MESSAGES  WHO
                t1-4    restart    active  1m 0s ago  60.0 s  2         db, web
                """
                        .replace("BEGAN   ", "BEGAN      "),
                told.out());
        assertEquals(2, told.reeve("threads", "--status", "old"));
        assertEquals(2, told.reeve("threads", "t1-4", "--actor", "web"));
        assertEquals(2, told.reeve("threads", "--limit", "-1"));
    }

    @Test
    void anOperationIsShownOverTimeWithWhatKeptIt() {
        supervisor.json("GET /v1/threads/t1-1/timeline", TIMELINE);
        assertEquals(0, told.reeve("threads", "t1-1"));
        assertEquals(
                """
                up t1-1, completed after 2.0 s

                SERVICE  BEGAN  DONE    TOOK    WAITED FOR      0 - 2.0 s
                db       0 ms   1.5 s   1.5 s   -               #############################################---------------
                web      1.5 s  2.0 s   500 ms  db to be ready  .............................................###############
                log      0 ms   500 ms  500 ms  -               ===============---------------------------------------------

                # what all the rest has waited for  = on its way  ! backs off  . waits  - runs

                CHAIN  PHASE     FROM   TOOK    SHARE  THEN
                db     starting  0 ms   1.5 s   75 %   web could begin, which depends on it
                web    starting  1.5 s  500 ms  25 %   -
                The chain takes 2.0 s of 2.0 s (100 %).
                """,
                told.out());
        assertEquals(0, told.terminal(60, false).reeve("threads", "t1-1"));
        String bar = "=".repeat(7) + "-".repeat(21);
        assertTrue(
                told.out().contains("\nlog      0 ms   500 ms  500 ms  " + bar + "\n"), told.out());
        supervisor.problem("GET /v1/threads/t9/timeline", 404, "there is no thread `t9`");
        assertEquals(4, told.reeve("threads", "t9"));
    }

    @Test
    void anOperationThatGoesOnEndsNowForWhoLooks() {
        supervisor.json(
                "GET /v1/threads/t1-1/timeline",
                """
                {"thread":{"id":"t1-1","operation":"start","status":"active",\
                "created_at":"2026-01-31T12:09:50Z","last_activity_at":"2026-01-31T12:09:50Z"},\
                "spans":[{"service":"db","run":1,"phase":"starting",\
                "from":"2026-01-31T12:09:55Z","to":null,"reason":"run 1 starts"}],"chain":[]}\
                """);
        assertEquals(0, told.reeve("threads", "t1-1"));
        String[] lines = told.out().split("\n", -1);
        assertEquals("start t1-1, active after 10.0 s", lines[0]);
        assertEquals(
                "db       5.0 s  -     5.0 s  -           " + " ".repeat(30) + "=".repeat(30),
                lines[3]);
    }

    @Test
    void anOperationIsKilledByItsId() {
        supervisor.json(
                "POST /v1/threads/t1-4/kill", restart().replace("\"active\"", "\"killed\""));
        assertEquals(0, told.reeve("thread", "kill", "t1-4"));
        assertEquals("t1-4: restart killed\n", told.out());
        supervisor.problem("POST /v1/threads/t1-4/kill", 409, "it has ended already");
        assertEquals(1, told.reeve("thread", "kill", "t1-4"));
        supervisor.problem("POST /v1/threads/t9/kill", 404, "there is no thread `t9`");
        assertEquals(4, told.reeve("thread", "kill", "t9"));
        supervisor.problem("POST /v1/threads/t9/kill", 403, "the role read may only look");
        assertEquals(5, told.reeve("thread", "kill", "t9"));
        assertEquals(2, told.reeve("thread", "revive", "t9"));
    }

    @Test
    void messagesAreReadDownwardTheNewestLast() {
        supervisor.json(
                "GET /v1/messages?limit=2&offset=0&thread=t1-4&actor=web",
                items(message(9), message(8)));
        assertEquals(
                0,
                told.reeve("messages", "-n", "2", "--thread", "t1-4", "--actor", "web"),
                told.err());
        assertEquals(
                """
                2026-01-31T12:00:08Z  t1-4  web -> db  hello  {"nr":8}
                2026-01-31T12:00:09Z  t1-4  web -> db  hello  {"nr":9}
                """,
                told.out());
        assertEquals(2, told.reeve("messages", "-n", "-1"));
    }

    @Test
    void aMessageIsSentByTheOperatorWhereNobodyElseIsNamed() {
        supervisor.json("POST /v1/messages", message(1));
        assertEquals(
                0,
                told.reeve(
                        "send",
                        "--to",
                        "db",
                        "--type",
                        "hello",
                        "--payload",
                        "{\"nr\": 1}",
                        "--thread",
                        "t1-4"));
        assertEquals("m1 in t1-4\n", told.out());
        assertEquals(
                "POST /v1/messages {\"from\":\"operator\",\"to\":\"db\","
                        + "\"payload_type\":\"hello\",\"payload\":{\"nr\":1},\"thread\":\"t1-4\"}",
                supervisor.asked().getLast());
        assertEquals(2, told.reeve("send", "--to", "db", "--type", "x", "--payload", "[1]"));
        assertEquals(2, told.reeve("send", "--to", "db", "--type", "x", "--payload", "{"));
        assertEquals(2, told.reeve("send", "--to", "db"));
        supervisor.problem("POST /v1/messages", 404, "there is no actor `ghost`");
        assertEquals(4, told.reeve("send", "--to", "ghost", "--type", "x"));
    }

    @Test
    void actorsAndOperationsAreCompleted() {
        supervisor.json("GET /v1/actors?limit=100&offset=0", items(WORKER, DB));
        supervisor.json("GET /v1/threads?limit=100&offset=0", items(restart()));
        told.reeve("complete", "messages", "--actor", "");
        assertEquals("web:worker-1\tprocessing\ndb\tidle\n", told.out());
        told.reeve("complete", "thread", "kill", "");
        assertEquals("t1-4\trestart\n", told.out());
        told.reeve("complete", "thread", "");
        assertEquals("kill\n", told.out());
    }

    private static String restart() {
        return """
        {"id":"t1-4","operation":"restart","status":"active","participants":["db","web"],\
        "message_count":2,"created_at":"2026-01-31T12:09:00Z",\
        "last_activity_at":"2026-01-31T12:09:30Z","error":null}\
        """;
    }

    static String message(int number) {
        return """
        {"id":"m%1$d","seq":%1$d,"thread":"t1-4","from":"web","to":"db",\
        "payload_type":"hello","payload":{"nr":%1$d},"time":"2026-01-31T12:00:0%1$dZ"}\
        """
                .formatted(number);
    }

    private static String items(String... items) {
        return "{\"items\":[" + String.join(",", items) + "],\"total\":" + items.length + "}";
    }
}
