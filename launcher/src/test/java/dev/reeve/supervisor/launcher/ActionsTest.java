package dev.reeve.supervisor.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;

class ActionsTest {
    @TempDir Path folder;
    private CannedSupervisor supervisor;
    private Told told;

    @BeforeEach
    void threeServices() throws IOException {
        supervisor =
                new CannedSupervisor(folder.resolve(".reeve"))
                        .services(service("db"), service("web-1"), service("web-2"));
        told = new Told(folder);
    }

    @AfterEach
    void close() throws IOException {
        supervisor.close();
    }

    @Test
    void aGlobStopsWhatItMeansInOneRequest() {
        supervisor.json(
                "POST /v1/services/stop",
                """
                {"results":[
                {"name":"web-1","changed":true,"phase":"stopped","error":null,"note":null},
                {"name":"web-2","changed":false,"phase":"stopped","error":null,
                 "note":"app waits for it"}],"thread":null}\
                """);
        assertEquals(0, told.reeve("stop", "web-*"));
        assertEquals("web-1: stopped\nweb-2: stopped already\n", told.out());
        assertEquals("web-2: app waits for it\n", told.err());
        assertEquals(
                "POST /v1/services/stop {\"names\":[\"web-1\",\"web-2\"]}",
                supervisor.asked().getLast());
    }

    @Test
    void quietLeavesOutWhatIsOnlyGoodToKnow() {
        supervisor.json(
                "POST /v1/services/stop",
                """
                {"results":[{"name":"db","changed":true,"phase":"stopped","note":"x"}]}\
                """);
        assertEquals(0, told.reeve("stop", "db", "-q"));
        assertEquals("", told.err());
    }

    @Test
    void oneFailureMakesTheWholeFail() {
        supervisor.json(
                "POST /v1/services/start",
                """
                {"results":[
                {"name":"db","changed":true,"phase":"running","error":null},
                {"name":"web-1","changed":true,"phase":"failed","error":"exited with 3"}]}\
                """);
        assertEquals(1, told.reeve("start", "db", "web-1"));
        assertEquals("db: running\n", told.out());
        assertEquals("web-1: exited with 3\n", told.err());
    }

    @Test
    void anUnknownNameTouchesNothing() {
        assertEquals(4, told.reeve("restart", "db", "ghost"));
        assertEquals(1, supervisor.asked().size());
        assertEquals(
                "reeve: no service is called `ghost` (there are: db, web-1, web-2)\n", told.err());
    }

    @Test
    void allMeansAllAndNothingElse() {
        supervisor.json("POST /v1/services/stop", "{\"results\":[]}");
        assertEquals(0, told.reeve("stop", "--all"));
        assertEquals(
                "POST /v1/services/stop {\"names\":[\"db\",\"web-1\",\"web-2\"]}",
                supervisor.asked().getLast());
        assertEquals(2, told.reeve("stop", "--all", "db"));
        assertEquals(2, told.reeve("stop"));
        assertEquals(
                "reeve: say which services, or --all\n`reeve stop --help` helps\n", told.err());
    }

    @Test
    void aSignalIsSentToEach() {
        supervisor.json("POST /v1/services/db/signal", "{\"changed\":true,\"phase\":\"running\"}");
        supervisor.problem("POST /v1/services/web-1/signal", 409, "nothing runs");
        assertEquals(1, told.reeve("signal", "HUP", "db", "web-1"));
        assertEquals("db: running\n", told.out());
        assertEquals("web-1: nothing runs\n", told.err());
        assertEquals(
                "POST /v1/services/web-1/signal {\"signal\":\"HUP\"}",
                supervisor.asked().getLast());
    }

    @Test
    void aSignalThatDoesNotExistIsWrongUse() {
        assertEquals(2, told.reeve("signal", "NONE", "db"));
        assertEquals(0, supervisor.asked().size());
    }

    @Test
    void suspendedIsWhatWasSuspended() {
        supervisor.json("POST /v1/services/db/suspend", "{\"changed\":true,\"phase\":\"stopped\"}");
        assertEquals(0, told.reeve("suspend", "db", "-o", "json"));
        assertEquals(
                """
                {
                  "results": [
                    {
                      "name": "db",
                      "changed": true,
                      "phase": "stopped"
                    }
                  ]
                }
                """,
                told.out());
    }

    @Test
    void aNameThatTwoServicesShareNeedsItsKey() {
        supervisor.services(service("db"), service("db").replace("process:", "session:"));
        supervisor.json("POST /v1/services/stop", "{\"results\":[]}");
        assertEquals(2, told.reeve("stop", "db"));
        assertEquals(
                "reeve: `db` is not one service: process:manifest:db, session:manifest:db\n",
                told.err());
        assertEquals(0, told.reeve("stop", "session:manifest:db"));
        assertEquals(
                "POST /v1/services/stop {\"names\":[\"session:manifest:db\"]}",
                supervisor.asked().getLast());
    }

    private static String service(String name) {
        return "{\"key\":\"process:manifest:%1$s\",\"name\":\"%1$s\"}".formatted(name);
    }
}
