package dev.reeve.plugin.control.http.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reeve.plugin.control.http.Client;
import dev.reeve.plugin.control.http.Served;
import dev.reeve.supervisor.api.model.ServiceKey;
import dev.reeve.supervisor.api.state.Phase;
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
import java.util.concurrent.CompletableFuture;

class ServiceCallsTest {
    private Served served;
    private Client client;

    @BeforeEach
    void threeServices() throws IOException {
        served = Served.serve();
        served.supervisor()
                .with(FakeService.running("web", "db"))
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
    void theListHoldsAllServicesByName() throws IOException {
        Client.Answer answer = client.get("/v1/services");
        assertEquals(200, answer.status());
        assertEquals("application/json", answer.headers().get("content-type"));
        assertEquals(3L, answer.at("total"));
        assertEquals("db", answer.at("items.0.name"));
        assertEquals("web", answer.at("items.2.name"));
    }

    @ParameterizedTest
    @CsvSource({
        "phase=running, 2, db",
        "phase=stopped, 1, old",
        "'phase=stopped,running', 3, db",
        "health=unknown, 3, db",
        "kind=process&source=manifest&limit=1, 3, db",
        "limit=1&offset=1, 3, old",
        "offset=2&limit=100, 3, web",
    })
    void theListIsFilteredAndPaged(String query, long total, String first) throws IOException {
        Client.Answer answer = client.get("/v1/services?" + query);
        assertEquals(total, answer.at("total"));
        assertEquals(first, answer.at("items.0.name"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "limit=0",
                "limit=101",
                "limit=x",
                "limit=",
                "offset=-1",
                "phase=runing",
                "health=ill",
                "source=heaven",
                "kind=proces",
                "kind=process,",
                "limit=1&limit=2",
                "offset=99999999999999999999"
            })
    void aBadFilterIsRefusedByName(String query) throws IOException {
        Client.Answer answer = client.get("/v1/services?" + query);
        assertEquals(400, answer.status());
        assertEquals("application/problem+json", answer.headers().get("content-type"));
        assertEquals(query.substring(0, query.indexOf('=')), answer.at("errors.0.key"));
    }

    @Test
    void theNearestWordIsSuggested() throws IOException {
        assertEquals("running", client.get("/v1/services?phase=runing").at("errors.0.suggestion"));
    }

    @Test
    void aServiceHasAllItsFieldsAndNullWhereNothingApplies() throws IOException {
        Client.Answer answer = client.get("/v1/services/web");
        assertEquals(
                Set.of(
                        "key",
                        "name",
                        "display_name",
                        "description",
                        "kind",
                        "source",
                        "desired",
                        "phase",
                        "status",
                        "reason",
                        "health",
                        "liveness",
                        "pid",
                        "run",
                        "restarts",
                        "starts",
                        "attempts",
                        "max_attempts",
                        "next_retry_at",
                        "started_at",
                        "ready_at",
                        "stopped_at",
                        "uptime_seconds",
                        "last_healthy_at",
                        "last_checked_at",
                        "last_error",
                        "last_error_at",
                        "depends_on",
                        "endpoint",
                        "status_text",
                        "details",
                        "drift",
                        "seq"),
                ((Map<?, ?>) answer.json()).keySet());
        assertEquals("process:manifest:web", answer.at("key"));
        assertEquals(4711L, answer.at("pid"));
        assertEquals(List.of("db"), answer.at("depends_on"));
        assertEquals("requested", answer.at("reason.code"));
        assertNull(answer.at("reason.exit_code"));
        assertEquals("2026-01-31T12:00:00.123Z", answer.at("started_at"));
        assertNull(answer.at("stopped_at"));
        assertNull(client.get("/v1/services/old").at("pid"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"process:manifest:web", "process%3Amanifest%3aweb", "w%65b"})
    void aServiceIsFoundByItsFullKeyToo(String name) throws IOException {
        assertEquals("web", client.get("/v1/services/" + name).at("name"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ghost",
                "session:manifest:web",
                "%00",
                "..",
                "web;id",
                "%2e%2e%2fetc",
                "w*"
            })
    void anUnknownServiceIsAProblem(String name) throws IOException {
        Client.Answer answer = client.get("/v1/services/" + name);
        assertEquals(404, answer.status());
        assertEquals("application/problem+json", answer.headers().get("content-type"));
        assertEquals(
                Set.of("type", "title", "status", "detail", "instance", "errors"),
                ((Map<?, ?>) answer.json()).keySet());
        assertEquals("/v1/services/" + name, answer.at("instance"));
    }

    @Test
    void anUnknownServiceIsAnsweredWithTheNearestOne() throws IOException {
        String detail = String.valueOf(client.get("/v1/services/wep").at("detail"));
        assertTrue(detail.contains("did you mean `web`?"), detail);
    }

    @Test
    void aServiceOfAnotherKindHasItsOwnKey() throws IOException {
        served.supervisor()
                .with(
                        FakeService.of(
                                new ServiceKey("session", "factory", "twin"),
                                Phase.RUNNING,
                                List.of()));
        assertEquals(200, client.get("/v1/services/session:factory:twin").status());
    }

    @Test
    void theDefinitionComesWithItsPlace() throws IOException {
        Client.Answer answer = client.get("/v1/services/web/definition");
        assertEquals("sleep", answer.at("definition.command.0"));
        assertEquals("hash", answer.at("hash"));
        assertEquals(false, answer.at("drift"));
        assertEquals("reeve.yaml:3:5", answer.at("place"));
        assertEquals(404, client.get("/v1/services/ghost/definition").status());
    }

    @Test
    void statsOfWhatDoesNotRunAreNull() throws IOException {
        assertEquals(12.5, client.get("/v1/services/web/stats").at("cpu_percent"));
        assertEquals(2048L, client.get("/v1/services/web/stats").at("max_memory_bytes"));
        assertEquals("old", client.get("/v1/services/old/stats").at("name"));
        assertNull(client.get("/v1/services/old/stats").at("memory_bytes"));
        assertEquals(404, client.get("/v1/services/ghost/stats").status());
    }

    @Test
    void aWaitEndsWhenItIsSo() throws IOException {
        assertEquals(true, client.get("/v1/services/web/wait?for=ready&timeout=1.5").at("done"));
    }

    @Test
    void aWaitThatTakesTooLongIsAProblem() throws IOException {
        served.supervisor().awaits(CompletableFuture.completedFuture(false));
        Client.Answer answer = client.get("/v1/services/web/wait?for=stopped&timeout=2");
        assertEquals(408, answer.status());
        assertEquals("`web` is not stopped after 2 s", answer.at("detail"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "for=redy",
                "timeout=-1",
                "timeout=x",
                "timeout=1e999999999",
                "timeout=86401",
                "timeout=5d",
                "timeout=."
            })
    void aBadWaitIsRefused(String query) throws IOException {
        assertEquals(400, client.get("/v1/services/web/wait?" + query).status());
    }
}
