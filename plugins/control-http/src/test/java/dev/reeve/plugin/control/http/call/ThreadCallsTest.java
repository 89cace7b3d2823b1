package dev.reeve.plugin.control.http.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.reeve.plugin.control.http.Client;
import dev.reeve.plugin.control.http.Served;
import dev.reeve.supervisor.api.activity.OperationThread.Status;
import dev.reeve.supervisor.testkit.FakeService;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.List;

class ThreadCallsTest {
    private Served served;
    private Client client;

    @BeforeEach
    void oneOperationUnderWay() throws IOException {
        served = Served.serve();
        served.supervisor().with(FakeService.running("web"));
        served.supervisor().thread("t-2", "restart", Status.ACTIVE, List.of("web", "db"));
        client = served.client();
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        served.close();
    }

    @Test
    void operationsAreFiltered() throws IOException {
        assertEquals(2L, client.get("/v1/threads").at("total"));
        assertEquals("t-2", client.get("/v1/threads?status=active").at("items.0.id"));
        assertEquals(1L, client.get("/v1/threads?actor=db").at("total"));
        assertEquals(0L, client.get("/v1/threads?actor=db&status=completed").at("total"));
        assertEquals(400, client.get("/v1/threads?status=asleep").status());
        assertEquals(400, client.get("/v1/threads?limit=101").status());
    }

    @Test
    void anOperationIsEndedOnce() throws IOException {
        Client.Answer killed = client.post("/v1/threads/t-2/kill");
        assertEquals(200, killed.status());
        assertEquals("killed", killed.at("status"));
        assertEquals("killed by operator", killed.at("error"));
        Client.Answer again = client.post("/v1/threads/t-2/kill");
        assertEquals(409, again.status());
        assertEquals("urn:reeve:conflict", again.at("type"));
        assertEquals(404, client.post("/v1/threads/ghost/kill").status());
    }

    @Test
    void whoEndsAnOperationHasNothingElseToSay() throws IOException {
        assertEquals(400, client.postJson("/v1/threads/t-2/kill", "{\"why\":\"so\"}").status());
        assertEquals("active", client.get("/v1/threads/t-2").at("status"));
        assertEquals(405, client.get("/v1/threads/t-2/kill").status());
    }

    @Test
    void howAnOperationHasGoneIsToldInSpans() throws IOException {
        Client.Answer timeline = client.get("/v1/threads/t-1/timeline");
        assertEquals("t-1", timeline.at("thread.id"));
        assertEquals("web", timeline.at("spans.0.service"));
        assertEquals("starting", timeline.at("spans.0.phase"));
        assertEquals("2026-01-31T12:00:01.123Z", timeline.at("spans.0.to"));
        assertNull(timeline.at("spans.1.to"));
        assertEquals("operation", timeline.at("chain.0.why"));
        assertEquals(404, client.get("/v1/threads/ghost/timeline").status());
    }
}
