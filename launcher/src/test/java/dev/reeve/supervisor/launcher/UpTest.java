package dev.reeve.supervisor.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reeve.supervisor.api.event.Event;
import dev.reeve.supervisor.api.problem.Checked;
import dev.reeve.supervisor.api.problem.Location;
import dev.reeve.supervisor.api.problem.Problem;
import dev.reeve.supervisor.api.state.Phase;
import dev.reeve.supervisor.core.House;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

class UpTest {
    @TempDir Path folder;
    private FakeHouse house;
    private Told told;
    private final List<House.Start> starts = new ArrayList<>();

    @BeforeEach
    void aHouse() {
        house = new FakeHouse(folder.resolve(".reeve"));
        told = new Told(folder).prepare(this::prepared);
    }

    @Test
    void upTellsWhatHappensAndShowsWhatServicesWrite() {
        house.service("db", Phase.RUNNING).service("web-1", Phase.RUNNING);
        house.goes("db", Phase.UNKNOWN, Phase.STOPPED, "not looked at");
        house.goes("db", Phase.STARTING, Phase.RUNNING, "ready after 1.2 s");
        house.happens(new Event.PluginChanged("ready-tcp", "started", null));
        house.happens(
                new Event.SupervisorChanged(
                        "stopping", "web-1: exited with 7, essential: stopping everything"));
        house.writes("db", "hello");
        house.writes("web-1", "\u001b]0;title\u0007");
        house.ends(7);
        assertEquals(7, told.reeve("up", "-f", "m.yaml", "db"));
        assertEquals(
                """
                db: running, ready after 1.2 s
                web-1: exited with 7, essential: stopping everything
                """,
                told.err());
        assertEquals("db    | hello\nweb-1 | \u001b]0;title\u0007\n", told.out());
        assertEquals(List.of(), house.calls());
        assertEquals(Path.of("m.yaml"), starts.getFirst().manifest());
        assertEquals(List.of("db"), starts.getFirst().services());
    }

    @Test
    void aServiceCannotSteerTheTerminal() {
        house.service("db", Phase.RUNNING);
        house.writes("db", "\u001b]52;c;aGk=\u0007 \u009b2J");
        house.ends(0);
        assertEquals(0, told.terminal(80, false).reeve("up", "-f", "m.yaml"));
        String shown = "db | \\x1b]52;c;aGk=\\x07 \\x9b2J\n";
        assertTrue(told.out().contains(shown), told.out());
        assertFalse(told.out().contains("\u001b]52"), told.out());
    }

    @Test
    void whoWantsNoOutputHoldsUpNobodyWhoWritesIt() {
        house.service("db", Phase.RUNNING);
        house.writes("db", "hello");
        house.ends(0);
        for (String option : List.of("-q", "--without-output")) {
            assertEquals(0, told.terminal(80, false).reeve("up", "-f", "m.yaml", option));
            assertEquals("", told.out());
            assertEquals(1, house.unread());
        }
        assertEquals(List.of("up", "-f", "m.yaml", "--quiet", "--"), starts.getFirst().again());
    }

    @Test
    void aSecondSupervisorIsRefusedByNamingTheFirst() {
        house.heldBy("cannot start: the supervisor with pid 4711 holds it");
        assertEquals(1, told.reeve("up", "-f", "m.yaml"));
        assertEquals("reeve: cannot start: the supervisor with pid 4711 holds it\n", told.err());
        assertEquals(List.of("close"), house.calls());
    }

    @Test
    void mistakesAreListedByLineAndEndWith2() {
        told.prepare(_ -> new Checked.Invalid<>(mistakes()));
        for (String verb : List.of("up", "check")) {
            assertEquals(2, told.reeve(verb, "-f", "m.yaml"));
            assertEquals(
                    """
                    m.yaml:3:5: no key is called `comand`; did you mean `command`?
                    m.yaml:9:1: `x` is no number
                    """,
                    told.err());
            assertEquals("", told.out());
        }
    }

    @Test
    void aServiceThatTheManifestDoesNotHaveIs4() {
        var unknown = Problem.unknown(null, null, "no service is called", "ghost", List.of("db"));
        told.prepare(_ -> new Checked.Invalid<>(List.of(unknown)));
        assertEquals(4, told.reeve("up", "-f", "m.yaml", "ghost"));
        assertEquals("no service is called `ghost` (there are: db)\n", told.err());
        assertEquals(4, told.reeve("up", "-d", "-f", "m.yaml", "ghost"));
        assertEquals(2, told.reeve("up", "-f", "m.yaml"));
    }

    @Test
    void checkSaysHowManyServicesThereAre() {
        house.service("db", Phase.UNKNOWN);
        assertEquals(0, told.reeve("check", "-f", "conf/m.yaml"));
        assertEquals("conf/m.yaml: no mistakes, 1 service\n", told.out());
        assertEquals(List.of("close"), house.calls());
        told.reeve("check", "-f", "m.yaml", "-o", "json");
        assertEquals("{\n  \"services\": 1,\n  \"errors\": []\n}\n", told.out());
    }

    @Test
    void mistakesAreObjectsForPrograms() {
        told.prepare(_ -> new Checked.Invalid<>(List.of(mistakes().getLast())));
        assertEquals(2, told.reeve("check", "-f", "m.yaml", "-o", "yaml"));
        assertEquals(
                """
                services: null
                errors:
                  - place: m.yaml:3:5
                    key: services.a.comand
                    text: no key is called `comand`
                    suggestion: command
                """,
                told.out());
    }

    @Test
    void theManifestOfTheFolderIsTakenWhereNoneIsNamed() throws IOException {
        house.ends(0);
        assertEquals(2, told.reeve("up"));
        assertTrue(told.err().startsWith("reeve: no manifest in " + folder), told.err());
        Files.writeString(folder.resolve("reeve.json"), "{}");
        Files.writeString(folder.resolve("reeve.yml"), "");
        assertEquals(0, told.reeve("up", "--state-directory", "state"));
        assertEquals(Path.of("reeve.yml"), starts.getFirst().manifest());
        assertEquals(folder.resolve("state"), starts.getFirst().stateDirectory());
    }

    @Test
    void theGraphOfAManifestNeedsNoSupervisor() {
        assertEquals(0, told.reeve("graph", "-f", "m.yaml"));
        assertEquals("app\n`-- db (ready)\n", told.out());
        assertEquals(List.of("close"), house.calls());
    }

    @Test
    void theManifestAnswersWhereNoSupervisorDoes() throws IOException {
        assertEquals(3, told.reeve("plugins", "list"));
        Files.writeString(folder.resolve("reeve.yaml"), "");
        assertEquals(0, told.reeve("plugins", "list"));
        assertEquals(
                """
                ID         VERSION  STATE    PROVIDES
                ready-tcp  1.0.0    started  ready strategy: tcp
                bad        -        failed   no descriptor
                """,
                told.out());
        assertEquals(0, told.reeve("plugins", "info", "ready-tcp"));
        assertEquals(
                """
                id        ready-tcp
                version   1.0.0
                provider  Reeve
                license   Apache-2.0
                state     started
                error     -
                provides  ready strategy: tcp
                path      /plugins/ready-tcp.jar
                calls     made: 0, failed: 0, overran: 0, refused: 0, running: 0, faults: 0, longest_ms: 0
                layers    unloaded: 0, collected: 0, left: -
                """,
                told.out());
        assertEquals(4, told.reeve("plugins", "info", "none"));
    }

    @Test
    void whatTheKindsOfAPluginTakeIsATableForEach() throws IOException {
        Files.writeString(folder.resolve("reeve.yaml"), "");
        house.takes(
                Map.of(
                        "tcp",
                        Map.of(
                                "anyOf",
                                List.of(
                                        schema("ready strategy", true),
                                        schema("health check", false),
                                        Map.of("title", "stats handler")))));
        told.terminal(74, false);
        assertEquals(0, told.reeve("plugins", "info", "ready-tcp"));
        assertEquals(
                """
                tcp (ready strategy)
                  OPTION  TYPE                          DEFAULT     ABOUT
                  port    whole number 1 to 65535       (required)  on which something is
                                                                    to listen
                  mode    one | another | any | none |  any
                          other

                tcp (health check)
                  OPTION  TYPE                          DEFAULT  ABOUT
                  port    whole number 1 to 65535       80       on which something is to
                                                                 listen
                  mode    one | another | any | none |  any
                          other

                tcp (stats handler) takes no options
                """,
                told.out().substring(told.out().indexOf("tcp (")));
        assertEquals(0, told.reeve("plugins", "info", "ready-tcp", "-o", "json"));
        assertTrue(told.out().contains("\"anyOf\""), told.out());
    }

    private static Map<String, Object> schema(String door, boolean required) {
        var port = new LinkedHashMap<String, Object>();
        port.put("title", "whole number 1 to 65535");
        port.put("description", "on which something is to listen");
        if (!required) {
            port.put("default", 80);
        }
        var options = new LinkedHashMap<String, Object>();
        options.put("port", port);
        options.put(
                "mode", Map.of("title", "one | another | any | none | other", "default", "any"));
        return Map.of(
                "title",
                door,
                "properties",
                options,
                "required",
                required ? List.of("port") : List.of());
    }

    private Checked<House.Prepared> prepared(House.Start start) {
        starts.add(start);
        return new Checked.Valid<>(house);
    }

    private static List<Problem> mistakes() {
        return List.of(
                Problem.at(new Location("m.yaml", 9, 1), null, "`x` is no number"),
                new Problem(
                        new Location("m.yaml", 3, 5),
                        "services.a.comand",
                        "no key is called `comand`",
                        "command"));
    }
}
