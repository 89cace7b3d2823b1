package dev.reeve.supervisor.testkit;

import dev.reeve.supervisor.api.control.Adoption;
import dev.reeve.supervisor.api.control.HealthAnswer;
import dev.reeve.supervisor.api.control.ReloadAnswer;
import dev.reeve.supervisor.api.control.Reply;
import dev.reeve.supervisor.api.control.Request;
import dev.reeve.supervisor.api.control.Supervisor;
import dev.reeve.supervisor.api.model.ServiceKey;
import dev.reeve.supervisor.api.problem.Location;
import dev.reeve.supervisor.api.problem.Problem;
import dev.reeve.supervisor.api.state.Health;
import dev.reeve.supervisor.api.state.Phase;
import dev.reeve.supervisor.testkit.FakeSupervisor.Asked;
import dev.reeve.supervisor.testkit.FakeSupervisor.Called;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// What every control server that speaks the control API promises besides: its calls reach the
/// supervisor as they were meant, and its answers are those of the manual.
public abstract class ControlApiContract extends ControlServerContract {
    private final FakeSupervisor house = new FakeSupervisor();
    private @Nullable AutoCloseable serving;

    /// For those who extend it.
    protected ControlApiContract() {}

    /// One answer.
    ///
    /// @param status as HTTP counts it
    /// @param body plain values: maps, lists, texts, `Long`, `Double`, booleans; null where there
    ///     is none
    public record Answered(int status, @Nullable Object body) {
        /// The value at a path like `reason.code` or `items.0.name`.
        @Nullable Object at(String path) {
            @Nullable Object value = body;
            for (String step : path.split("\\.", -1)) {
                value =
                        switch (value) {
                            case List<?> list -> list.get(Integer.parseInt(step));
                            case Map<?, ?> map when map.containsKey(step) -> map.get(step);
                            case null, default ->
                                    throw new AssertionError("no `" + path + "` in " + body);
                        };
            }
            return value;
        }
    }

    /// Asks the server in this directory, as somebody who may do everything.
    ///
    /// @param body JSON, or null for none
    protected abstract Answered ask(
            Path directory, String method, String path, @Nullable String body) throws Exception;

    @Override
    protected final Supervisor supervisor() {
        return house;
    }

    @BeforeEach
    void twoServices() {
        house.with(FakeService.running("web", "db"))
                .with(
                        FakeService.of(
                                new ServiceKey("process", "dynamic", "job"),
                                Phase.STOPPED,
                                List.of()));
    }

    @AfterEach
    void close() throws Exception {
        if (serving != null) {
            serving.close();
        }
    }

    private Answered ask(String method, String path, @Nullable String body) throws Exception {
        if (serving == null) {
            serving = server(folder).serve(house);
        }
        return ask(folder, method, path, body);
    }

    private static void expect(int status, Answered answered) {
        Assertions.assertEquals(status, answered.status(), () -> "answered " + answered);
    }

    private Called told() {
        return house.called().getLast();
    }

    @Test
    void aServiceIsAddedAsItWasDefined() throws Exception {
        Answered added =
                ask("POST", "/v1/services", "{\"name\":\"new\",\"command\":[\"sleep\",\"1\"]}");
        expect(201, added);
        Assertions.assertEquals("dynamic", added.at("source"));
        Assertions.assertEquals(
                Called.of("add", Map.of("name", "new", "command", List.of("sleep", "1"))), told());
        expect(409, ask("POST", "/v1/services", "{\"name\":\"new\"}"));
        expect(400, ask("POST", "/v1/services", "{\"command\":\"sleep 1\"}"));
    }

    @Test
    void noRoomForMoreIsAConflictOfItsOwn() throws Exception {
        house.replies(new Reply.Refused("x", Reply.Kind.CAPACITY, "5 of 5", List.of()));
        Answered full = ask("POST", "/v1/services", "{\"name\":\"x\"}");
        expect(409, full);
        Assertions.assertTrue(String.valueOf(full.at("type")).endsWith("capacity"));
    }

    @Test
    void mistakesOfADefinitionAreToldOneByOne() throws Exception {
        var mistake = new Problem(null, "comand", "no key is called `comand`", "command");
        house.replies(new Reply.Refused("x", Reply.Kind.INVALID, "1 mistake", List.of(mistake)));
        Answered wrong = ask("PUT", "/v1/services/x", "{\"comand\":\"sleep 1\"}");
        expect(400, wrong);
        Assertions.assertEquals("comand", wrong.at("errors.0.key"));
        Assertions.assertEquals("command", wrong.at("errors.0.suggestion"));
    }

    @Test
    void aDefinitionIsPutOrReplaced() throws Exception {
        expect(201, ask("PUT", "/v1/services/new", "{\"command\":\"sleep 1\"}"));
        expect(200, ask("PUT", "/v1/services/new", "{\"name\":\"new\",\"command\":\"sleep 2\"}"));
        Assertions.assertEquals(Called.of("define", "new", Map.of("command", "sleep 2")), told());
        expect(400, ask("PUT", "/v1/services/new", "{\"name\":\"old\"}"));
    }

    @Test
    void onlyWhatTheManifestDoesNotHoldIsRemoved() throws Exception {
        Answered gone = ask("DELETE", "/v1/services/job", null);
        expect(204, gone);
        Assertions.assertNull(gone.body());
        expect(404, ask("DELETE", "/v1/services/job", null));
        expect(409, ask("DELETE", "/v1/services/web?stop=true", null));
        Assertions.assertEquals(Called.of("remove", "web", true), told());
    }

    @Test
    void healthIsAskedForPausedAndResumed() throws Exception {
        Answered health = ask("POST", "/v1/services/web/health", null);
        expect(200, health);
        Assertions.assertEquals("healthy", health.at("health"));
        Assertions.assertEquals(0.25, health.at("took_seconds"));
        house.feels(new HealthAnswer(Health.UNKNOWN, "no health check", null, null));
        Answered unknown = ask("POST", "/v1/services/web/health", null);
        Assertions.assertNull(unknown.at("took_seconds"));
        Assertions.assertNull(unknown.at("checked_at"));
        expect(200, ask("POST", "/v1/services/web/health/pause", null));
        expect(200, ask("POST", "/v1/services/web/health/resume", null));
        Assertions.assertEquals(
                List.of(
                        new Asked("web", new Request.PauseHealth()),
                        new Asked("web", new Request.ResumeHealth())),
                house.asked());
        expect(404, ask("POST", "/v1/services/ghost/health", null));
    }

    @Test
    void aReloadTellsWhatItHasDone() throws Exception {
        Answered done = ask("POST", "/v1/reload", null);
        expect(200, done);
        Assertions.assertEquals(Called.of("reload", null, false), told());
        Assertions.assertEquals(List.of("a", "b"), done.at("updated"));
        Assertions.assertEquals(List.of("a"), done.at("in_place"));
        Assertions.assertEquals("environment.X", done.at("changes.b.0.key"));
        Assertions.assertNull(done.at("changes.b.0.before"));
        Assertions.assertNull(done.at("error"));
        Answered dry = ask("POST", "/v1/reload", "{\"path\":\"/m.yaml\",\"dry_run\":true}");
        Assertions.assertEquals(true, dry.at("dry_run"));
        Assertions.assertEquals(Called.of("reload", Path.of("/m.yaml"), true), told());
    }

    @Test
    void aReloadThatIsRefusedIsAnAnswerToo() throws Exception {
        var mistake = Problem.at(new Location("m.yaml", 3, 5), "services.a", "no such key");
        house.reloads(
                new ReloadAnswer(
                        false,
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        "1 mistake",
                        List.of(mistake),
                        false,
                        Map.of(),
                        List.of()));
        Answered refused = ask("POST", "/v1/reload", "{}");
        expect(200, refused);
        Assertions.assertEquals(false, refused.at("success"));
        Assertions.assertEquals(List.of(), refused.at("added"));
        Assertions.assertEquals("m.yaml:3:5", refused.at("errors.0.place"));
    }

    @Test
    void processesAreFoundAndAdopted() throws Exception {
        Answered found = ask("POST", "/v1/discover", "{\"options\":{\"port\":80}}");
        Assertions.assertEquals(1L, found.at("total"));
        Assertions.assertEquals(4712L, found.at("items.0.pid"));
        Assertions.assertEquals(Called.of("discover", "process", Map.of("port", 80L)), told());
        Answered taken =
                ask("POST", "/v1/adopt", "{\"pid\":4712,\"name\":\"sleep\",\"start_time\":99}");
        expect(201, taken);
        Assertions.assertEquals("adopted", taken.at("source"));
        Assertions.assertEquals(Called.of("adopt", new Adoption(4712, "sleep", 99L)), told());
        expect(409, ask("POST", "/v1/adopt", "{\"pid\":4712,\"name\":\"sleep\"}"));
        house.replies(new Reply.Refused("x", Reply.Kind.UNKNOWN, "no process 9", List.of()));
        expect(409, ask("POST", "/v1/adopt", "{\"pid\":9,\"name\":\"x\"}"));
    }

    @Test
    void aSearchThatMakesNoSenseIsRefused() throws Exception {
        var mistake = Problem.at(null, "port", "`port` must be a port");
        house.discovers(new Supervisor.Discovery(List.of(), List.of(mistake)));
        Answered wrong = ask("POST", "/v1/discover", "{\"options\":{\"port\":-1}}");
        expect(400, wrong);
        Assertions.assertEquals("port", wrong.at("errors.0.key"));
    }

    @Test
    void anUpgradeIsDoneOrRefusedWithTheReason() throws Exception {
        Answered done = ask("POST", "/v1/upgrade", "{\"home\":\"/opt/reeve-2\"}");
        expect(200, done);
        Assertions.assertEquals(true, done.at("changed"));
        Assertions.assertEquals(Called.of("upgrade", Path.of("/opt/reeve-2")), told());
        house.replies(new Reply.Refused("", Reply.Kind.INVALID, "no bin/reeve", List.of()));
        Answered refused = ask("POST", "/v1/upgrade", null);
        expect(409, refused);
        Assertions.assertEquals("no bin/reeve", refused.at("detail"));
    }

    @Test
    void whyAServiceIsSoIsExplained() throws Exception {
        Answered why = ask("GET", "/v1/services/web/explanation", null);
        Assertions.assertEquals("web", why.at("service"));
        Assertions.assertEquals("web is running", why.at("summary"));
        Assertions.assertEquals("by you", why.at("causes.0.details.0"));
        Assertions.assertEquals("reeve start web", why.at("hints.0"));
        expect(404, ask("GET", "/v1/services/ghost/explanation", null));
    }

    @Test
    void theServicesAreWrittenDownBySource() throws Exception {
        Answered all = ask("GET", "/v1/export", null);
        Assertions.assertEquals("sleep 1", all.at("services.web.command"));
        Answered some = ask("GET", "/v1/export?source=dynamic,adopted", null);
        Assertions.assertEquals(Map.of("job", Map.of("command", "sleep 1")), some.at("services"));
        expect(400, ask("GET", "/v1/export?source=heaven", null));
    }

    @Test
    void totalsAreCounted() throws Exception {
        Answered totals = ask("GET", "/v1/stats", null);
        Assertions.assertEquals(2L, totals.at("total_configured"));
        Assertions.assertEquals(1L, totals.at("total_running"));
        Assertions.assertEquals(
                Map.of("running", 1L, "stopped", 1L), totals.at("services_by_status"));
        Assertions.assertEquals(0L, totals.at("restart_counts.job"));
        Assertions.assertEquals(0L, totals.at("health_checks_active"));
    }

    @Test
    void aBodyIsCheckedBeforeAnythingIsDone() throws Exception {
        for (String[] wrong :
                new String[][] {
                    {"/v1/reload", "{\"pth\":\"/m.yaml\"}", "pth"},
                    {"/v1/reload", "{\"dry_run\":\"yes\"}", "dry_run"},
                    {"/v1/reload", "{\"path\":7}", "path"},
                    {"/v1/discover", "{\"options\":[]}", "options"},
                    {"/v1/adopt", "{\"name\":\"x\"}", "pid"},
                    {"/v1/adopt", "{\"pid\":\"9\",\"name\":\"x\"}", "pid"},
                    {"/v1/adopt", "{\"pid\":0,\"name\":\"x\"}", "pid"},
                    {"/v1/adopt", "{\"pid\":9}", "name"},
                    {"/v1/upgrade", "{\"home\":true}", "home"},
                    {"/v1/services/web/health/pause", "{\"for\":\"1h\"}", "for"},
                    {"/v1/services", "{\"name\":7}", "name"},
                }) {
            Answered refused = ask("POST", wrong[0], wrong[1]);
            expect(400, refused);
            Assertions.assertEquals(wrong[2], refused.at("errors.0.key"), wrong[1]);
        }
        Assertions.assertEquals(List.of(), house.called());
        Assertions.assertEquals(List.of(), house.asked());
        Answered near = ask("POST", "/v1/reload", "{\"dry_rum\":true}");
        Assertions.assertEquals("dry_run", near.at("errors.0.suggestion"));
    }
}
