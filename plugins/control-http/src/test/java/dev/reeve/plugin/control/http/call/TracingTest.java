package dev.reeve.plugin.control.http.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.reeve.plugin.control.http.Client;
import dev.reeve.plugin.control.http.Served;
import dev.reeve.supervisor.api.activity.Actor;
import dev.reeve.supervisor.api.activity.Trace;
import dev.reeve.supervisor.api.control.Cause;
import dev.reeve.supervisor.api.control.Reply;
import dev.reeve.supervisor.api.state.Phase;
import dev.reeve.supervisor.testkit.FakeService;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;

class TracingTest {
    private static final String PARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    private static final String HEADER = "traceparent: " + PARENT;

    private Served served;
    private Client client;

    @BeforeEach
    void oneService() throws IOException {
        served = Served.serve();
        served.supervisor().with(FakeService.running("web"));
        client = served.client();
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        served.close();
    }

    private static String own(String thread) {
        return Trace.of(thread, PARENT).traceparent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"stop", "restart", "start", "suspend", "resume", "signal?signal=HUP"})
    void anActionIsAPartOfTheTraceOfItsSender(String action) throws IOException {
        Client.Answer answer = client.post("/v1/services/web/" + action, HEADER);
        assertEquals(200, answer.status());
        assertEquals(own("t-1"), answer.headers().get("traceparent"));
        assertEquals(List.of(new Cause(Actor.OPERATOR, PARENT)), served.supervisor().causes());
    }

    @Test
    void soAreSeveralAtOnceAndThoseThatAreNotWaitedFor() throws IOException {
        String names = "{\"names\":[\"web\"]}";
        Client.Answer several = client.postJson("/v1/services/restart", names, HEADER);
        assertEquals(own("t-1"), several.headers().get("traceparent"));
        Client.Answer later = client.post("/v1/services/web/stop?wait=false", HEADER);
        assertEquals(202, later.status());
        assertEquals(own("t-2"), later.headers().get("traceparent"));
        assertEquals("/v1/threads/t-2", later.headers().get("location"));
        assertEquals(2, served.supervisor().causes().size());
    }

    @Test
    void soIsWhatCameToNothing() throws IOException {
        Reply failed = new Reply.Failed("web", Phase.FAILED, "it did not want to");
        served.supervisor().answers((_, _) -> CompletableFuture.completedFuture(failed));
        Client.Answer answer = client.post("/v1/services/web/start", HEADER);
        assertEquals(409, answer.status());
        assertEquals(own("t-1"), answer.headers().get("traceparent"));
    }

    @Test
    void anActionWithoutATraceBeginsItsOwn() throws IOException {
        Client.Answer answer = client.post("/v1/services/web/restart");
        assertEquals(Trace.of("t-1").traceparent(), answer.headers().get("traceparent"));
        assertEquals(List.of(Cause.OPERATOR), served.supervisor().causes());
        assertNull(client.get("/v1/services/web", HEADER).headers().get("traceparent"));
    }
}
