package dev.reeve.plugin.control.http.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reeve.plugin.control.http.Client;
import dev.reeve.plugin.control.http.Served;
import dev.reeve.supervisor.testkit.FakeService;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;

class FigureCallsTest {
    private Served served;
    private Client client;

    @BeforeEach
    void threeServices() throws IOException {
        served = Served.serve();
        served.supervisor()
                .with(FakeService.running("web"))
                .with(FakeService.running("db"))
                .with(FakeService.stopped("old"));
        client = served.client();
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        served.close();
    }

    @Test
    void whatAllRunningServicesUseIsAPagedList() throws IOException {
        Client.Answer answer = client.get("/v1/samples?limit=1");
        assertEquals(2L, answer.at("total"));
        assertEquals("db", answer.at("items.0.name"));
        assertEquals(12.5, answer.at("items.0.cpu_percent"));
        assertEquals("web", client.get("/v1/samples?offset=1").at("items.0.name"));
    }

    @Test
    void figuresAreWrittenByAnExporter() throws IOException {
        Client.Answer answer = client.get("/metrics");
        assertEquals(200, answer.status());
        assertTrue(answer.headers().get("content-type").startsWith("application/openmetrics-text"));
        assertTrue(answer.body().endsWith("# EOF\n"), answer.body());
        assertEquals(answer.body(), client.get("/metrics?format=prometheus").body());
    }

    @Test
    void anExporterThatIsNotThereIsNamed() throws IOException {
        Client.Answer answer = client.get("/metrics?format=graphite");
        assertEquals(404, answer.status());
        assertEquals("urn:reeve:no-exporter", answer.at("type"));
        assertTrue(String.valueOf(answer.at("detail")).contains("`graphite`"), answer.body());
    }

    @Test
    void theSchemaOfAManifestIsShown() throws IOException {
        assertEquals("object", client.get("/v1/schema").at("type"));
    }

    @Test
    void whoAsksLearnsWhatTheyMay() throws IOException {
        assertEquals(Map.of("role", "admin"), client.get("/v1/whoami").json());
    }

    @Test
    void threadsAreFoundByStatusAndActor() throws IOException {
        Client.Answer all = client.get("/v1/threads");
        assertEquals(1L, all.at("total"));
        assertEquals(
                Set.of(
                        "id",
                        "operation",
                        "status",
                        "participants",
                        "message_count",
                        "created_at",
                        "last_activity_at",
                        "error",
                        "traceparent"),
                ((Map<?, ?>) all.at("items.0")).keySet());
        assertEquals(1L, client.get("/v1/threads?status=completed&actor=web").at("total"));
        assertEquals(0L, client.get("/v1/threads?status=active").at("total"));
        assertEquals(0L, client.get("/v1/threads?actor=ghost").at("total"));
        assertEquals(400, client.get("/v1/threads?status=done").status());
    }

    @Test
    void oneThreadIsShownAndAnUnknownOneIsNot() throws IOException {
        assertEquals(List.of("web"), client.get("/v1/threads/t-1").at("participants"));
        assertEquals(404, client.get("/v1/threads/t-2").status());
    }
}
