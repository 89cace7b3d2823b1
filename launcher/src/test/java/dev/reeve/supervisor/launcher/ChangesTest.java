package dev.reeve.supervisor.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

class ChangesTest {
    @TempDir Path folder;
    private CannedSupervisor supervisor;
    private Told told;

    @BeforeEach
    void open() throws IOException {
        supervisor =
                new CannedSupervisor(folder.resolve(".reeve"))
                        .services(service("db", 1), service("web", 2));
        told = new Told(folder);
    }

    @AfterEach
    void close() throws IOException {
        supervisor.close();
    }

    @Test
    void aReloadIsShownAsADifference() {
        supervisor.json(
                "POST /v1/reload",
                """
                {"success":true,"added":["d"],"removed":["c"],"updated":["a","b"],
                 "in_place":["a"],"error":null,"errors":[],"dry_run":false,
                 "changes":{"a":[{"key":"description","before":"old","after":"new"}],
                  "b":[{"key":"environment.X","before":null,"after":"1"},
                       {"key":"nice","before":"5","after":null}]},
                 "notes":["`name` holds from the next start on"]}\
                """);
        assertEquals(0, told.reeve("reload"));
        assertEquals(
                """
                ~ a  in place
                    description: old → new
                ~ b  restarted
                    environment.X: (absent) → 1
                    nice: 5 → (absent)
                - c
                + d
                """,
                told.out());
        assertEquals("`name` holds from the next start on\n", told.err());
        assertEquals("POST /v1/reload {}", supervisor.asked().getLast());
    }

    @Test
    void aDryRunOfAnotherManifestSaysThatNothingWasDone() {
        supervisor.json(
                "POST /v1/reload",
                "{\"success\":true,\"added\":[\"d\"],\"dry_run\":true,\"changes\":{}}");
        assertEquals(0, told.reeve("reload", "--dry-run", "-f", "conf/../m.yaml"));
        assertEquals("+ d\nnothing was done: this was a dry run\n", told.out());
        assertEquals(
                "POST /v1/reload {\"path\":\"%s\",\"dry_run\":true}"
                        .formatted(folder.resolve("m.yaml")),
                supervisor.asked().getLast());
    }

    @Test
    void aReloadThatChangesNothingSaysSo() {
        supervisor.json("POST /v1/reload", "{\"success\":true,\"added\":[],\"changes\":{}}");
        assertEquals(0, told.reeve("reload"));
        assertEquals("nothing has changed\n", told.out());
    }

    @Test
    void aReloadThatIsRefusedFailsWithEachMistake() {
        supervisor.json(
                "POST /v1/reload",
                """
                {"success":false,"error":"2 mistakes","errors":[
                 {"place":"m.yaml:3:5","text":"no key is called `comand`","suggestion":"command"},
                 {"place":null,"text":"a circle"}]}\
                """);
        assertEquals(1, told.reeve("reload"));
        assertEquals("", told.out());
        assertEquals(
                "m.yaml:3:5: no key is called `comand`; did you mean `command`?\na circle\n",
                told.err());
        assertEquals(1, told.reeve("reload", "-o", "json"));
        assertTrue(told.out().startsWith("{\n  \"success\": false"), told.out());
        supervisor.json("POST /v1/reload", "{\"success\":false,\"error\":\"no file\"}");
        assertEquals(1, told.reeve("reload"));
        assertEquals("reeve: no file\n", told.err());
    }

    @Test
    void oneServiceIsAdded() throws IOException {
        Files.writeString(
                folder.resolve("job.yaml"),
                "name: job\ncommand: [sleep, '60']\nnice: 5\nrestart: {policy: never}\n");
        supervisor.json("POST /v1/services", service("job", 4713));
        assertEquals(0, told.reeve("add", "-f", "job.yaml"));
        assertEquals("job: running, pid 4713\n", told.out());
        assertEquals(
                "POST /v1/services {\"name\":\"job\",\"command\":[\"sleep\",\"60\"],\"nice\":5,"
                        + "\"restart\":{\"policy\":\"never\"}}",
                supervisor.asked().getLast());
    }

    @Test
    void servicesOfAManifestAreAddedInTheOrderTheyNeedEachOther() throws IOException {
        Files.writeString(
                folder.resolve("m.json"),
                """
                {"name": "shop", "x-note": 1, "services": {
                  "a": {"command": "a", "depends_on": {"c": {"condition": "ready"}}},
                  "b": {"command": "b"},
                  "c": {"command": "c", "depends_on": ["b", "db"]}}}\
                """);
        supervisor.json("POST /v1/services", service("x", 1));
        assertEquals(0, told.reeve("add", "-f", "m.json"));
        assertEquals(
                "bca",
                String.join(
                        "",
                        supervisor.asked().stream()
                                .map(asked -> asked.replaceFirst(".*\"name\":\"(.)\".*", "$1"))
                                .toList()));
        assertEquals("only the services of m.json are taken, not: name\n", told.err());
    }

    @Test
    void mistakesOfADefinitionGetTheirPlaceBack() throws IOException {
        Files.writeString(
                folder.resolve("m.yaml"),
                "services:\n  a:\n    command: a\n    ready: {tcp: {prt: 1}}\n    user: x\n");
        supervisor.refused(
                "POST /v1/services",
                400,
                """
                {"detail":"2 mistakes","errors":[
                 {"place":null,"key":"ready.tcp.prt","text":"no such option","suggestion":"port"},
                 {"place":null,"key":"services.a.group","text":"`group` is missing"},
                 {"place":null,"key":null,"text":"no more"}]}\
                """);
        assertEquals(2, told.reeve("add", "-f", "m.yaml"));
        assertEquals(
                """
                m.yaml:4:19: no such option; did you mean `port`?
                m.yaml:2:3: `group` is missing
                m.yaml:2:3: no more
                """,
                told.err());
    }

    @Test
    void aNameThatIsTakenFails() throws IOException {
        Files.writeString(folder.resolve("m.yaml"), "services: {db: {command: a}}");
        supervisor.problem("POST /v1/services", 409, "`db` is taken");
        assertEquals(1, told.reeve("add", "-f", "m.yaml"));
        assertEquals("reeve: cannot add db: `db` is taken\n", told.err());
    }

    @Test
    void aFileThatDefinesNothingIsWrongUse() throws IOException {
        for (String text : new String[] {"", "[1]", "command: x", "a: [", "services: {a: 1}"}) {
            Files.writeString(folder.resolve("m.yaml"), text);
            assertEquals(2, told.reeve("add", "-f", "m.yaml"), text);
            assertTrue(told.err().startsWith("reeve: m.yaml"), told.err());
        }
        assertEquals(2, told.reeve("add", "-f", "none.yaml"));
        assertEquals(0, supervisor.asked().size());
    }

    @Test
    void servicesAreRemovedOneByOne() {
        supervisor.nothing("DELETE /v1/services/db");
        supervisor.problem("DELETE /v1/services/web", 409, "it is the manifest's");
        assertEquals(1, told.reeve("remove", "*"));
        assertEquals("db: removed\n", told.out());
        assertEquals("web: it is the manifest's\n", told.err());
        supervisor.nothing("DELETE /v1/services/web?stop=true");
        assertEquals(0, told.reeve("remove", "web", "--stop"));
        assertEquals(4, told.reeve("remove", "ghost"));
    }

    @Test
    void healthIsLookedAtNow() {
        supervisor.json(
                "POST /v1/services/db/health",
                "{\"health\":\"healthy\",\"detail\":\"200 OK\",\"took_seconds\":0.012}");
        supervisor.json(
                "POST /v1/services/web/health",
                "{\"health\":\"unknown\",\"detail\":\"no health check\",\"took_seconds\":null}");
        assertEquals(0, told.reeve("health", "db"));
        assertEquals("NAME  HEALTH   TOOK   DETAIL\ndb    healthy  12 ms  200 OK\n", told.out());
        assertEquals(1, told.reeve("health", "db", "web", "-o", "json"));
        assertTrue(told.out().contains("\"name\": \"web\""), told.out());
        assertEquals(4, told.reeve("health", "ghost"));
    }

    @Test
    void sessionsAreLookedAtNow() {
        supervisor.json(
                "GET /v1/services/db/liveness",
                "{\"status\":\"offline\",\"detail\":\"No item cached\",\"checked_at\":null}");
        supervisor.json(
                "POST /v1/services/db/liveness?provision=true",
                "{\"status\":\"online\",\"detail\":\"connected\",\"checked_at\":null}");
        assertEquals(1, told.reeve("liveness", "db"));
        assertEquals("NAME  LIVENESS  DETAIL\ndb    offline   No item cached\n", told.out());
        assertEquals(0, told.reeve("liveness", "db", "--provision", "-o", "json"));
        assertTrue(told.out().contains("\"status\": \"online\""), told.out());
        assertTrue(!told.out().contains("\"name\""), told.out());
        supervisor.problem("GET /v1/services/web/liveness", 409, "`web` has no session");
        assertEquals(1, told.reeve("liveness", "web"));
        assertTrue(told.err().contains("`web` has no session"), told.err());
    }

    @Test
    void credentialsAreShown() {
        supervisor.json("GET /v1/services/db/credentials", "{\"credentials\":{\"token\":\"t\"}}");
        assertEquals(0, told.reeve("credentials", "db"));
        assertEquals("token = t\n", told.out());
        assertEquals(2, told.reeve("credentials", "*"));
    }

    @Test
    void lookingAtHealthIsPausedAndResumed() {
        supervisor.json("POST /v1/services/db/health/pause", "{\"changed\":true}");
        assertEquals(0, told.reeve("health", "db", "--pause"));
        assertEquals("db: health is not looked at\n", told.out());
        supervisor.problem("POST /v1/services/db/health/resume", 409, "no health check");
        assertEquals(1, told.reeve("health", "db", "--resume"));
        assertEquals("db: no health check\n", told.err());
    }

    @Test
    void processesAreListed() {
        supervisor.json(
                "POST /v1/discover?limit=100&offset=0",
                """
                {"items":[{"pid":4712,"command":"redis-server *:6379","user":"redis",
                 "started_at":"2026-01-31T12:00:00.123Z","suggested_name":"redis-server"}],
                 "total":1}\
                """);
        assertEquals(0, told.reeve("discover", "--port", "6379", "--pid-file", "run/r.pid"));
        assertEquals(
                """
                PID   USER   STARTED                   NAME          COMMAND
                4712  redis  2026-01-31T12:00:00.123Z  redis-server  redis-server *:6379
                """,
                told.out());
        String asked = supervisor.asked().getLast();
        assertTrue(asked.contains("\"provider\":\"process\""), asked);
        assertTrue(
                asked.contains(
                        "\"options\":{\"port\":6379,\"pid_file\":\"%s\"}"
                                .formatted(folder.resolve("run/r.pid"))),
                asked);
        told.reeve("discover", "--provider", "docker", "--option", "image=x");
        asked = supervisor.asked().getLast();
        assertTrue(asked.contains("\"options\":{\"image\":\"x\"}"), asked);
    }

    @Test
    void aProcessIsAdopted() {
        supervisor.json("POST /v1/adopt", service("redis", 4712));
        assertEquals(0, told.reeve("adopt", "4712", "--as", "redis", "--start-time", "99"));
        assertEquals("redis: running, pid 4712\n", told.out());
        assertEquals(
                "POST /v1/adopt {\"pid\":4712,\"name\":\"redis\",\"start_time\":99}",
                supervisor.asked().getLast());
        supervisor.problem("POST /v1/adopt", 409, "no process 4712");
        assertEquals(1, told.reeve("adopt", "4712", "--as", "redis"));
    }

    @Test
    void causesAreAChain() {
        supervisor.json(
                "GET /v1/services/web/explanation",
                """
                {"service":"web","summary":"web waits for db","causes":[
                 {"service":"web","text":"waiting for db to be ready","details":[]},
                 {"service":"db","text":"db: exited with 1","details":["no\\u001b[2J space"]}],
                 "hints":["reeve logs db"]}\
                """);
        assertEquals(0, told.reeve("explain", "web"));
        assertEquals(
                """
                web waits for db
                  web: waiting for db to be ready
                  db: exited with 1
                      no\\x1b[2J space
                hint: reeve logs db
                """,
                told.out());
        assertEquals(4, told.reeve("explain", "ghost"));
        assertEquals(2, told.reeve("explain", "*"));
    }

    @Test
    void theServicesAreWrittenDown() throws IOException {
        String manifest = "{\"services\":{\"db\":{\"command\":[\"sleep\",\"60\"]}}}";
        supervisor.json("GET /v1/export", manifest);
        supervisor.json("GET /v1/export?source=dynamic,adopted", manifest);
        assertEquals(0, told.reeve("export"));
        assertEquals("services:\n  db:\n    command:\n      - sleep\n      - '60'\n", told.out());
        assertEquals(0, told.reeve("export", "--source", "dynamic,adopted", "-o", "json"));
        assertTrue(told.out().startsWith("{\n  \"services\": {"), told.out());
        assertEquals(0, told.reeve("export", "-f", "new.yaml"));
        assertEquals("", told.out());
        assertTrue(Files.readString(folder.resolve("new.yaml")).startsWith("services:\n"));
        assertEquals(1, told.reeve("export", "-f", "new.yaml"));
        assertFalse(told.err().isEmpty());
    }

    @Test
    void anUpgradeIsDoneWhenTheNewOneAnswers() {
        String one =
                "{\"pid\":7,\"version\":\"0.1.0\",\"started_at\":\"2026-01-31T12:00:00.000Z\"}";
        String two = one.replace("0.1.0", "0.2.0").replace("12:00", "12:01");
        supervisor.json("GET /v1/supervisor", one);
        supervisor.json("POST /v1/upgrade", "{\"changed\":true}");
        supervisor.then("POST /v1/upgrade", () -> supervisor.json("GET /v1/supervisor", two));
        assertEquals(0, told.reeve("upgrade", "--home", "v2"));
        assertEquals(
                "the supervisor is now version 0.2.0, was 0.1.0, pid 7 as before\n", told.out());
        assertTrue(
                supervisor
                        .asked()
                        .contains(
                                "POST /v1/upgrade {\"home\":\"%s\"}"
                                        .formatted(folder.resolve("v2"))));
    }

    @Test
    void anUpgradeThatIsRefusedOrNeverComesFails() {
        supervisor.json("GET /v1/supervisor", "{\"pid\":7,\"version\":\"0.1.0\"}");
        supervisor.problem("POST /v1/upgrade", 409, "no bin/reeve in /v2");
        assertEquals(1, told.reeve("upgrade", "--home", "/v2"));
        assertEquals("reeve: no bin/reeve in /v2\n", told.err());
        supervisor.json("POST /v1/upgrade", "{\"changed\":true}");
        assertEquals(1, told.reeve("upgrade", "--timeout", "50ms"));
        assertEquals("reeve: the supervisor was not replaced in time\n", told.err());
        supervisor.then(
                "POST /v1/upgrade",
                () -> supervisor.json("GET /v1/supervisor", "{\"pid\":8,\"version\":\"0.2.0\"}"));
        assertEquals(1, told.reeve("upgrade"));
        assertEquals("reeve: not replaced: another supervisor has come, with pid 8\n", told.err());
    }

    private static String service(String name, int pid) {
        return """
        {"key":"process:dynamic:%1$s","name":"%1$s","status":"running","pid":%2$d}\
        """
                .formatted(name, pid);
    }
}
