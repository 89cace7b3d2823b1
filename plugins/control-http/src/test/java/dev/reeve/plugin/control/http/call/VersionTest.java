package dev.reeve.plugin.control.http.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reeve.plugin.control.http.Client;
import dev.reeve.plugin.control.http.Served;
import dev.reeve.supervisor.api.event.Event;
import dev.reeve.supervisor.testkit.FakeService;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.util.Objects;

class VersionTest {
    private static final String BODY = "{\"command\":\"sleep 2\"}";

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

    private String tag(String path) throws IOException {
        Client.Answer answer = client.get(path);
        assertEquals(200, answer.status());
        return Objects.requireNonNull(answer.headers().get("etag"), "no ETag");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/services",
                "/v1/services?phase=running",
                "/v1/services/web",
                "/v1/services/web/definition",
                "/v1/config",
                "/v1/graph",
                "/v1/graph?format=dot",
                "/v1/schema"
            })
    void whoHasItAlreadyNeedNotGetItAgain(String path) throws IOException {
        String tag = tag(path);
        Client.Answer again = client.get(path, "If-None-Match: \"x\", " + tag);
        assertEquals(304, again.status());
        assertEquals("", again.body());
        assertEquals(tag, again.headers().get("etag"));
        assertNull(again.headers().get("content-length"));
        assertEquals(304, client.get(path, "If-None-Match: *").status());
        assertEquals(200, client.get(path, "If-None-Match: \"x\"").status());
    }

    @Test
    void whatHasHappenedIsSeen() throws IOException {
        String list = tag("/v1/services");
        String one = tag("/v1/services/web");
        served.supervisor().happens(new Event.SupervisorChanged("running", "runs"));
        assertEquals(200, client.get("/v1/services", "If-None-Match: " + list).status());
        assertEquals(200, client.get("/v1/services/web", "If-None-Match: " + one).status());
    }

    @Test
    void whatChangesWithoutAnEventIsSeenToo() throws IOException {
        String before = tag("/v1/services");
        served.supervisor().with(FakeService.stopped("web"));
        assertNotEquals(before, tag("/v1/services"));
    }

    @Test
    void aMistakeIsNeverCutShort() throws IOException {
        assertEquals(404, client.get("/v1/services/ghost", "If-None-Match: *").status());
    }

    @Test
    void aDefinitionIsReplacedOnlyWhereItIsTheOneThatWasSeen() throws IOException {
        String seen = tag("/v1/services/old/definition");
        assertTrue(seen.startsWith("\""), seen);
        Client.Answer late = client.ask("PUT", "/v1/services/old", BODY, "If-Match: \"another\"");
        assertEquals(412, late.status());
        assertEquals("urn:reeve:changed", late.at("type"));
        assertEquals(412, client.ask("PUT", "/v1/services/new", BODY, "If-Match: *").status());
        assertEquals(0, served.supervisor().called().size());
        assertEquals(
                200, client.ask("PUT", "/v1/services/old", BODY, "If-Match: " + seen).status());
        assertEquals(200, client.ask("PUT", "/v1/services/old", BODY, "If-Match: *").status());
    }

    @Test
    void aDefinitionCanBeMadeOnlyWhereThereIsNone() throws IOException {
        assertEquals(412, client.ask("PUT", "/v1/services/old", BODY, "If-None-Match: *").status());
        assertEquals(201, client.ask("PUT", "/v1/services/new", BODY, "If-None-Match: *").status());
        assertNotNull(tag("/v1/services/new/definition"));
    }
}
