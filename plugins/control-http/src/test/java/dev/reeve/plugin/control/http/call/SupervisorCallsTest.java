package dev.reeve.plugin.control.http.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reeve.plugin.control.http.Client;
import dev.reeve.plugin.control.http.Served;
import dev.reeve.supervisor.api.control.Supervisor.PluginSnapshot;
import dev.reeve.supervisor.testkit.FakeService;

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

class SupervisorCallsTest {
    private Served served;
    private Client client;

    @BeforeEach
    void twoServices() throws IOException {
        served = Served.serve();
        served.supervisor()
                .with(FakeService.running("web", "db"))
                .with(FakeService.running("db"))
                .with(
                        new PluginSnapshot(
                                "ready-tcp",
                                "1.0.0",
                                "Reeve",
                                "Apache-2.0",
                                "started",
                                null,
                                Map.of("ready strategy", List.of("tcp")),
                                "/plugins/ready-tcp.jar"));
        client = served.client();
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        served.close();
    }

    @Test
    void theSupervisorHasAllItsFields() throws IOException {
        Client.Answer answer = client.get("/v1/supervisor");
        assertEquals(
                Set.of(
                        "name",
                        "status",
                        "version",
                        "pid",
                        "started_at",
                        "uptime_seconds",
                        "load_phase",
                        "service_count",
                        "running_count",
                        "actor_count",
                        "active_threads",
                        "total_messages",
                        "evicted",
                        "state_directory",
                        "manifest",
                        "seq"),
                ((Map<?, ?>) answer.json()).keySet());
        assertEquals("running", answer.at("status"));
        assertEquals(2L, answer.at("running_count"));
        assertEquals(0L, answer.at("evicted.messages"));
        assertNull(answer.at("manifest"));
    }

    @Test
    void totalsCountByStatus() throws IOException {
        Client.Answer answer = client.get("/v1/stats");
        assertEquals(2L, answer.at("total_configured"));
        assertEquals(2L, answer.at("total_running"));
        assertEquals(2L, answer.at("services_by_status.running"));
        assertEquals(0L, answer.at("restart_counts.web"));
        assertEquals(0L, answer.at("health_checks_active"));
    }

    @Test
    void configurationAndPluginsAreShown() throws IOException {
        assertEquals("fake", client.get("/v1/config").at("name"));
        Client.Answer plugins = client.get("/v1/plugins");
        assertEquals(1L, plugins.at("total"));
        assertEquals("ready-tcp", plugins.at("items.0.id"));
        assertEquals("tcp", plugins.at("items.0.provides.ready strategy.0"));
        assertNull(plugins.at("items.0.error"));
    }

    @Test
    void theGraphIsDrawnInThreeWays() throws IOException {
        Client.Answer json = client.get("/v1/graph");
        assertEquals(List.of("db", "web"), json.at("nodes"));
        assertEquals(Map.of("from", "web", "to", "db", "condition", "ready"), json.at("edges.0"));
        String dot = client.get("/v1/graph?format=dot").body();
        assertTrue(dot.contains("\"web\" -> \"db\" [label=\"ready\"];"), dot);
        String mermaid = client.get("/v1/graph?format=mermaid").body();
        assertTrue(mermaid.contains("s1 -->|ready| s0"), mermaid);
        assertEquals(400, client.get("/v1/graph?format=gif").status());
    }

    @Test
    void aShutdownIsAnsweredBeforeItIsDone() throws IOException {
        Client.Answer answer = client.post("/v1/shutdown");
        assertEquals(202, answer.status());
        assertEquals("stopping", answer.at("status"));
        assertTrue(served.supervisor().down().isDone());
    }

    @Test
    void itIsAliveBeforeItIsReady() throws IOException {
        served.supervisor().is("starting");
        assertEquals(200, client.get("/livez").status());
        assertEquals(503, client.get("/readyz").status());
        served.supervisor().is("running");
        assertEquals(200, client.get("/readyz").status());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//",
                "/v1",
                "/v1/",
                "/v1/services/",
                "/v1/nothing",
                "/v2/services",
                "/v1/../livez",
                "/livez/",
                "/v1/services/web/env"
            })
    void whatIsNotThereIsAProblem(String path) throws IOException {
        Client.Answer answer = client.get(path);
        assertEquals(404, answer.status());
        assertEquals("application/problem+json", answer.headers().get("content-type"));
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /v1/shutdown, POST",
        "GET, /v1/services/web/stop, POST",
        "PATCH, /v1/services/web, 'DELETE, GET, PUT'",
        "POST, /v1/events, GET",
        "HEAD, /livez, GET",
        "OPTIONS, /v1/services, 'GET, POST'",
        "GET, /v1/services/web/start, POST",
        "PATCH, /v1/services/start, 'DELETE, GET, POST, PUT'",
        "GET, /v1/reload, POST",
        "POST, /v1/export, GET",
        "GET, /v1/services/web/health, POST"
    })
    void aWrongMethodIsToldTheRightOne(String method, String path, String allowed)
            throws IOException {
        client.send(
                Client.head(method, path, "X-HTTP-Method-Override: POST")
                        + "Content-Length: 0\r\n\r\n");
        Client.Answer answer = client.answer();
        assertEquals(405, answer.status());
        assertEquals(allowed, answer.headers().get("allow"));
        assertEquals(List.of(), served.supervisor().asked());
        assertFalse(served.supervisor().down().isDone());
    }

    @Test
    void noPageMayShowOrKeepAnAnswer() throws IOException {
        Map<String, String> headers = client.get("/v1/services").headers();
        assertEquals("nosniff", headers.get("x-content-type-options"));
        assertEquals("no-store", headers.get("cache-control"));
        assertEquals("same-origin", headers.get("cross-origin-resource-policy"));
        assertTrue(headers.get("content-security-policy").contains("frame-ancestors 'none'"));
        assertNull(headers.get("access-control-allow-origin"));
    }
}
