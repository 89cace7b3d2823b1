package dev.reeve.plugin.control.http.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reeve.plugin.control.http.Client;
import dev.reeve.plugin.control.http.Served;
import dev.reeve.supervisor.api.control.Reply;
import dev.reeve.supervisor.api.control.Request;
import dev.reeve.supervisor.api.model.Signal;
import dev.reeve.supervisor.api.problem.Problem;
import dev.reeve.supervisor.api.state.Phase;
import dev.reeve.supervisor.testkit.FakeService;
import dev.reeve.supervisor.testkit.FakeSupervisor.Asked;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

class ActionCallsTest {
    private Served served;
    private Client client;

    @BeforeEach
    void twoServices() throws IOException {
        served = Served.serve();
        served.supervisor().with(FakeService.running("web")).with(FakeService.stopped("old"));
        client = served.client();
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        served.close();
    }

    private void replies(Reply reply) {
        served.supervisor().answers((_, _) -> CompletableFuture.completedFuture(reply));
    }

    @Test
    void whatIsSoAlreadyIsNoChange() throws IOException {
        Client.Answer answer = client.post("/v1/services/web/start");
        assertEquals(200, answer.status());
        assertEquals(
                Set.of("changed", "phase", "thread", "note"), ((Map<?, ?>) answer.json()).keySet());
        assertEquals(false, answer.at("changed"));
        assertEquals("running", answer.at("phase"));
        assertEquals("t-1", answer.at("thread"));
    }

    @Test
    void whatIsSoAlreadyIsAConflictWhereThatWasAskedFor() throws IOException {
        Client.Answer answer = client.post("/v1/services/web/start?strict=true");
        assertEquals(409, answer.status());
        assertEquals("urn:reeve:unchanged", answer.at("type"));
        assertEquals(200, client.post("/v1/services/web/stop?strict=true").status());
    }

    @ParameterizedTest
    @CsvSource({
        "web, stop, stopped",
        "web, restart, running",
        "old, start, running",
        "web, suspend, stopped",
        "old, resume, running"
    })
    void aChangeIsAnsweredWhenItIsDone(String name, String verb, String phase) throws IOException {
        Client.Answer answer = client.post("/v1/services/" + name + "/" + verb);
        assertEquals(true, answer.at("changed"));
        assertEquals(phase, answer.at("phase"));
    }

    @Test
    void theSupervisorIsAskedByTheBareNameWhereThatIsEnough() throws IOException {
        client.post("/v1/services/process:manifest:web/restart");
        assertEquals(List.of(new Asked("web", new Request.Restart())), served.supervisor().asked());
    }

    @Test
    void aStopCanBeForced() throws IOException {
        client.post("/v1/services/web/stop?force=true");
        assertEquals(
                List.of(new Asked("web", new Request.Stop(true))), served.supervisor().asked());
    }

    @ParameterizedTest
    @ValueSource(strings = {"HUP", "sighup", "1"})
    void aSignalIsNamedInTheBodyOrAsAParameter(String name) throws IOException {
        assertEquals(
                200,
                client.postJson("/v1/services/web/signal", "{\"signal\":\"" + name + "\"}")
                        .status());
        assertEquals(200, client.post("/v1/services/web/signal?signal=" + name).status());
        var asked = new Asked("web", new Request.SendSignal(Signal.HUP));
        assertEquals(List.of(asked, asked), served.supervisor().asked());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"signal\":\"HUB\"}", "{\"signal\":99}", "{\"signl\":\"HUP\"}"})
    void aSignalThatDoesNotExistIsRefused(String body) throws IOException {
        assertEquals(400, client.postJson("/v1/services/web/signal", body).status());
        assertEquals(List.of(), served.supervisor().asked());
    }

    @Test
    void whoWillNotWaitIsToldWhereToLook() throws IOException {
        served.supervisor().answers((_, _) -> new CompletableFuture<>());
        Client.Answer answer = client.post("/v1/services/old/start?wait=false");
        assertEquals(202, answer.status());
        assertEquals("/v1/threads/t-1", answer.headers().get("location"));
        assertEquals("t-1", answer.at("thread"));
        assertNull(answer.at("changed"));
        assertEquals("stopped", answer.at("phase"));
    }

    @Test
    void whatDidNotComeTrueIsAConflictWithTheReason() throws IOException {
        replies(new Reply.Failed("old", Phase.FAILED, "exited with 3 before it was ready"));
        Client.Answer answer = client.post("/v1/services/old/start");
        assertEquals(409, answer.status());
        assertEquals("urn:reeve:failed", answer.at("type"));
        assertEquals("exited with 3 before it was ready", answer.at("detail"));
    }

    @ParameterizedTest
    @CsvSource({"UNKNOWN, 404", "CONFLICT, 409", "INVALID, 400", "CAPACITY, 409"})
    void aRefusalHasItsNumber(Reply.Kind kind, int status) throws IOException {
        var problem = Problem.at(null, "key", "wrong");
        replies(new Reply.Refused("old", kind, "no", List.of(problem)));
        Client.Answer answer = client.post("/v1/services/old/start?wait=false");
        assertEquals(status, answer.status());
        assertEquals("no", answer.at("detail"));
        assertEquals("wrong", answer.at("errors.0.text"));
        assertTrue(String.valueOf(answer.at("type")).startsWith("urn:reeve:"));
    }

    @Test
    void aNoteReachesTheOneWhoAsked() throws IOException {
        replies(new Reply.Done("web", true, Phase.STOPPED, "api depends on it"));
        assertEquals("api depends on it", client.post("/v1/services/web/stop").at("note"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"start?strict=maybe", "stop?force=1", "start?wait=no"})
    void aBadSwitchIsRefusedAndNothingIsAsked(String action) throws IOException {
        assertEquals(400, client.post("/v1/services/web/" + action).status());
        assertEquals(List.of(), served.supervisor().asked());
    }

    @Test
    void aFaultOfOursIsToldWithoutItsInsides() throws IOException {
        served.supervisor()
                .answers(
                        (_, _) -> {
                            throw new IllegalStateException("inside");
                        });
        Client.Answer answer = client.post("/v1/services/web/start");
        assertEquals(500, answer.status());
        assertTrue(!answer.body().contains("inside"), answer.body());
        assertEquals(200, client.get("/livez").status());
    }

    @Test
    void severalAreAskedAtOnce() throws IOException {
        Client.Answer answer =
                client.postJson("/v1/services/stop", "{\"names\": [\"web\", \"old\"]}");
        assertEquals(200, answer.status());
        assertEquals("old", answer.at("results.0.name"));
        assertEquals(false, answer.at("results.0.changed"));
        assertEquals("web", answer.at("results.1.name"));
        assertEquals(true, answer.at("results.1.changed"));
        assertNull(answer.at("results.1.error"));
        assertEquals("t-1", answer.at("thread"));
    }

    @Test
    void oneUnknownAmongSeveralLeavesAllUntouched() throws IOException {
        Client.Answer answer =
                client.postJson("/v1/services/restart", "{\"names\": [\"web\", \"ghost\"]}");
        assertEquals(404, answer.status());
        assertEquals(List.of(), served.supervisor().asked());
    }

    @Test
    void oneFailureAmongSeveralIsToldBesideTheOthers() throws IOException {
        replies(new Reply.Failed("web", Phase.FAILED, "crashed"));
        Client.Answer answer = client.postJson("/v1/services/start", "{\"names\": [\"web\"]}");
        assertEquals(200, answer.status());
        assertEquals("crashed", answer.at("results.0.error"));
        assertEquals("failed", answer.at("results.0.phase"));
    }

    @Test
    void aGlobMeansAllThatFit() throws IOException {
        Client.Answer answer =
                client.postJson("/v1/services/stop?wait=false", "{\"names\":[\"w*\"]}");
        assertEquals(202, answer.status());
        assertEquals("/v1/threads/t-1", answer.headers().get("location"));
        assertEquals(
                List.of(new Asked("web", new Request.Stop(false))), served.supervisor().asked());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "{\"names\":[]}",
                "{\"names\":\"web\"}",
                "{\"names\":[1]}",
                "{\"names\":[\"web\"],\"all\":true}"
            })
    void aBatchWithoutNamesIsRefused(String body) throws IOException {
        assertEquals(400, client.postJson("/v1/services/stop", body).status());
        assertEquals(List.of(), served.supervisor().asked());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"signal\":\"HUP\",\"signal\":\"KILL\"} | line 1, column",
                "{\"signal\":\"HUP\"} x | line 1, column",
                "[] | must be an object",
                "{signal: HUP} | line 1, column 2",
                "{\"signal\":123456789012345678901} | line 1, column",
            })
    void whatIsNotStrictJsonIsRefusedWithThePlace(String body, String told) throws IOException {
        Client.Answer answer = client.postJson("/v1/services/web/signal", body);
        assertEquals(400, answer.status());
        assertTrue(String.valueOf(answer.at("detail")).contains(told), answer.body());
    }

    @Test
    void jsonThatIsTooDeepIsRefused() throws IOException {
        String deep = "{\"signal\":" + "[".repeat(5000) + "]".repeat(5000) + "}";
        assertEquals(400, client.postJson("/v1/services/web/signal", deep).status());
    }
}
