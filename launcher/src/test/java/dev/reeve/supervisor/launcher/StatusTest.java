package dev.reeve.supervisor.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

class StatusTest {
    private static final String DB =
            """
            {"key":"process:manifest:db","name":"db","phase":"running","status":"running",
             "reason":{"code":"requested","text":"ready after 1.2 s","exit_code":null},
             "health":"unknown","pid":4711,"restarts":0,"uptime_seconds":125.9}\
            """;
    private static final String WEB =
            """
            {"key":"process:manifest:web","name":"web","phase":"failed","status":"failed",
             "reason":{"code":"restart_limit","text":"ended 4 times, the limit is 3"},
             "health":"unhealthy","pid":null,"restarts":3,"uptime_seconds":null}\
            """;

    @TempDir Path folder;
    private CannedSupervisor supervisor;
    private Told told;

    @BeforeEach
    void twoServices() throws IOException {
        supervisor = new CannedSupervisor(folder.resolve(".reeve")).services(DB, WEB);
        told = new Told(folder);
    }

    @AfterEach
    void close() throws IOException {
        supervisor.close();
    }

    @Test
    void statusIsATableWithOneServiceALine() {
        assertEquals(0, told.reeve("status"));
        assertEquals(
                """
                NAME  STATUS   HEALTH     PID   UPTIME  RESTARTS  REASON
                db    running  -          4711  2m 5s   0         ready after 1.2 s
                web   failed   unhealthy  -     -       3         ended 4 times, the limit is 3
                """,
                told.out());
        assertEquals("", told.err());
    }

    @Test
    void whatAServiceSaysOfItselfIsShown() {
        String said = "\"status_text\":\"Ready to accept\",\"name\"";
        supervisor.services(DB.replace("\"name\"", said), WEB.replace("\"name\"", said));
        assertEquals(0, told.reeve("status"));
        assertEquals(
                List.of("Ready to accept", "ended 4 times, the limit is 3; Ready to accept"),
                told.out().lines().skip(1).map(line -> line.substring(50)).toList());
        told.reeve("show", "db");
        assertTrue(told.out().contains("status_text     Ready to accept\n"), told.out());
    }

    @Test
    void psIsStatus() {
        assertEquals(0, told.reeve("ps", "db"));
        assertEquals(
                """
                NAME  STATUS   HEALTH  PID   UPTIME  RESTARTS  REASON
                db    running  -       4711  2m 5s   0         ready after 1.2 s
                """,
                told.out());
    }

    @Test
    void aRowStaysOnOneLineOfANarrowTerminal() {
        told.terminal(60, false).reeve("status", "w*");
        assertEquals(
                """
                NAME  STATUS  PID  UPTIME  REASON
                web   failed  -    -       ended 4 times, the limit is 3
                """,
                told.out());
    }

    @Test
    void onAVeryNarrowTerminalTheReasonIsCut() {
        told.terminal(28, false).reeve("status", "w*");
        assertEquals(
                """
                NAME  STATUS  REASON
                web   failed  ended 4 times…
                """,
                told.out());
    }

    @Test
    void colourIsForTerminalsOnly() {
        told.terminal(200, true).reeve("status", "web");
        assertEquals(
                "web   \033[31mfailed\033[0m  unhealthy  -    -       3         ended 4 times, the"
                        + " limit is 3",
                told.out().lines().toList().get(1));
        told.reeve("status", "web", "--no-color");
        assertEquals(
                "web   failed  unhealthy  -    -       3         ended 4 times, the limit is 3",
                told.out().lines().toList().get(1));
    }

    @Test
    void jsonIsTheObjectOfTheApi() {
        assertEquals(0, told.reeve("status", "-o", "json", "db"));
        assertEquals(
                """
                {
                  "items": [
                    {
                      "key": "process:manifest:db",
                      "name": "db",
                      "phase": "running",
                      "status": "running",
                      "reason": {
                        "code": "requested",
                        "text": "ready after 1.2 s",
                        "exit_code": null
                      },
                      "health": "unknown",
                      "pid": 4711,
                      "restarts": 0,
                      "uptime_seconds": 125.9
                    }
                  ],
                  "total": 1
                }
                """,
                told.out());
    }

    @Test
    void yamlIsTheSameObject() {
        assertEquals(0, told.environment("REEVE_OUTPUT", "yaml").reeve("show", "web"));
        assertEquals(
                """
                key: process:manifest:web
                name: web
                phase: failed
                status: failed
                reason:
                  code: restart_limit
                  text: ended 4 times, the limit is 3
                health: unhealthy
                pid: null
                restarts: 3
                uptime_seconds: null
                """,
                told.out());
    }

    @Test
    void showHasOneFieldALine() {
        assertEquals(0, told.reeve("show", "process:manifest:db"));
        assertEquals(
                """
                key             process:manifest:db
                name            db
                phase           running
                status          running
                reason          code: requested, text: ready after 1.2 s
                health          unknown
                pid             4711
                restarts        0
                uptime_seconds  2m 5s
                """,
                told.out());
    }

    @Test
    void anUnknownServiceEndsWith4AndTheNearestName() {
        assertEquals(4, told.reeve("show", "wbe"));
        assertEquals(
                "reeve: no service is called `wbe` (there are: db, web); did you mean `web`?\n",
                told.err());
        assertEquals("", told.out());
        assertEquals(4, told.reeve("status", "x-*"));
    }

    @Test
    void everyPageIsRead() throws IOException {
        supervisor.json(
                "GET /v1/services?limit=100&offset=0", "{\"items\":[" + DB + "],\"total\":2}");
        supervisor.json(
                "GET /v1/services?limit=100&offset=1", "{\"items\":[" + WEB + "],\"total\":2}");
        told.reeve("status");
        assertEquals(3, told.out().lines().count());
        assertEquals(
                List.of(
                        "GET /v1/services?limit=100&offset=0",
                        "GET /v1/services?limit=100&offset=1"),
                supervisor.asked());
    }

    @Test
    void controlCharactersInAReasonAreWrittenOut() {
        supervisor.services(WEB.replace("ended 4 times", "\\u001b]0;owned\\u0007"));
        told.reeve("status");
        assertEquals(
                "web   failed  unhealthy  -    -       3         \\x1b]0;owned\\x07, the limit is"
                        + " 3",
                told.out().lines().toList().get(1));
    }
}
