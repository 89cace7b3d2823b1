package dev.reeve.plugin.control.http.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reeve.plugin.control.http.Client;
import dev.reeve.plugin.control.http.Served;
import dev.reeve.supervisor.testkit.FakeService;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

class ActivityCallsTest {
    private Served served;
    private Client client;

    @BeforeEach
    void twoServices() throws IOException {
        served = Served.serve();
        served.supervisor().with(FakeService.running("web")).with(FakeService.running("db"));
        client = served.client();
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        served.close();
    }

    private Client.Answer say(String body, String... headers) throws IOException {
        return client.postJson("/v1/messages", body, headers);
    }

    private static String message(String from, String to, String more) {
        return "{\"from\":\""
                + from
                + "\",\"to\":\""
                + to
                + "\",\"payload_type\":\"task\""
                + more
                + "}";
    }

    private static Set<?> keys(Object object) {
        return ((Map<?, ?>) Objects.requireNonNull(object)).keySet();
    }

    @Test
    void actorsArePagedByName() throws IOException {
        Client.Answer all = client.get("/v1/actors");
        assertEquals(4L, all.at("total"));
        assertEquals("db", all.at("items.0.name"));
        assertEquals("web", all.at("items.3.name"));
        assertEquals("operator", client.get("/v1/actors?limit=1&offset=1").at("items.0.name"));
        assertEquals(400, client.get("/v1/actors?limit=101").status());
        assertEquals(
                Set.of(
                        "name",
                        "kind",
                        "description",
                        "peers",
                        "activity",
                        "thread",
                        "last_activity_at",
                        "message_count",
                        "queue_depth"),
                keys(client.get("/v1/actors/web").json()));
    }

    @Test
    void anActorThatIsNotThereIsUnknown() throws IOException {
        assertEquals(404, client.get("/v1/actors/ghost").status());
        assertEquals(404, client.get("/v1/actors/ghost/schema").status());
        assertEquals(404, client.get("/v1/actors/operator/schema").status());
        assertEquals("object", client.get("/v1/actors/web/schema").at("type"));
        assertEquals(404, client.postJson("/v1/actors/ghost", "{}").status());
    }

    @Test
    void anActorSaysHowItIs() throws IOException {
        String how = "{\"activity\":\"processing\",\"thread\":\"t-9\",\"queue_depth\":3}";
        Client.Answer answer = client.postJson("/v1/actors/web", how);
        assertEquals(200, answer.status());
        assertEquals("processing", answer.at("activity"));
        assertEquals("t-9", answer.at("thread"));
        assertEquals(3L, answer.at("queue_depth"));
        assertEquals("", client.postJson("/v1/actors/web", "{\"thread\":null}").at("thread"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"web:worker 1", "web:wörker", "web:a/b"})
    void aPartIsNamedInPercentCode(String part) throws IOException {
        String path =
                "/v1/actors/" + URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
        assertEquals(404, client.get(path).status());
        assertEquals(part, client.postJson(path, "{\"activity\":\"idle\"}").at("name"));
        assertEquals(part, client.get(path).at("name"));
        assertEquals("part", client.get(path).at("kind"));
    }

    @Test
    void aPartIsAlsoNamedAsItIs() throws IOException {
        assertEquals("web:a", client.postJson("/v1/actors/web:a", "{}").at("name"));
    }

    @Test
    void anActivityThatNobodyKnowsIsShownAsUnknown() throws IOException {
        String how = "{\"activity\":\"dancing\"}";
        assertEquals("unknown", client.postJson("/v1/actors/web", how).at("activity"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"mood\":\"good\"}",
                "{\"activity\":1}",
                "{\"queue_depth\":-1}",
                "{\"queue_depth\":\"3\"}",
                "{\"peers\":\"db\"}",
                "{\"peers\":[1]}",
                "{\"description\":[]}",
                "[]"
            })
    void aReportThatIsWrongIsRefused(String body) throws IOException {
        assertEquals(400, client.postJson("/v1/actors/web", body).status());
        assertNull(client.get("/v1/actors/web").at("last_activity_at"));
    }

    @Test
    void aMessageIsRecordedAsAWhole() throws IOException {
        Client.Answer said =
                say(
                        message(
                                "web",
                                "db",
                                ",\"payload\":{\"a\":null,\"b\":[1,{\"c\":true}]},\"thread\":\"order-1\""));
        assertEquals(201, said.status());
        assertEquals(
                Set.of("id", "seq", "thread", "from", "to", "payload_type", "payload", "time"),
                keys(said.json()));
        assertEquals(1L, said.at("seq"));
        assertEquals("order-1", said.at("thread"));
        assertTrue(keys(said.at("payload")).contains("a"));
        assertNull(said.at("payload.a"));
        assertEquals(true, said.at("payload.b.1.c"));
        assertEquals(said.json(), client.get("/v1/messages").at("items.0"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",\"payload\":null,\"thread\":null"})
    void whatIsLeftOutOrNullIsNothing(String more) throws IOException {
        Client.Answer said = say(message("web", "db", more));
        assertEquals(201, said.status());
        assertEquals(Map.of(), said.at("payload"));
        assertEquals("t-m1", said.at("thread"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"from\":\"web\",\"to\":\"db\"}",
                "{\"from\":\"web\",\"payload_type\":\"task\"}",
                "{\"from\":\"\",\"to\":\"db\",\"payload_type\":\"task\"}",
                "{\"from\":1,\"to\":\"db\",\"payload_type\":\"task\"}",
                "{\"from\":\"web\",\"to\":\"db\",\"payload_type\":\"task\",\"payload\":[]}",
                "{\"from\":\"web\",\"to\":\"db\",\"payload_type\":\"task\",\"payload\":\"text\"}",
                "{\"from\":\"web\",\"to\":\"db\",\"payload_type\":\"task\",\"thread\":7}",
                "{\"from\":\"web\",\"to\":\"db\",\"payload_type\":\"task\",\"urgent\":true}",
                "{\"from\":\"web\",\"from\":\"db\",\"to\":\"db\",\"payload_type\":\"task\"}",
                "{\"from\":\"web\",\"to\":\"db\",\"payload_type\":\"task\",\"payload\":{\"n\":99999999999999999999}}"
            })
    void aMessageThatIsWrongIsRefusedAndNotRecorded(String body) throws IOException {
        Client.Answer refused = say(body);
        assertEquals(400, refused.status(), refused.body());
        assertEquals("application/problem+json", refused.headers().get("content-type"));
        assertEquals(0L, client.get("/v1/messages").at("total"));
    }

    @Test
    void aMessageFromOrToNobodyIsRefused() throws IOException {
        assertEquals(404, say(message("ghost", "db", "")).status());
        assertEquals(404, say(message("web", "ghost", "")).status());
        assertEquals(0L, client.get("/v1/messages").at("total"));
    }

    @Test
    void aMessageThatIsTooLargeIsRefusedBeforeItIsRead() throws IOException {
        String much = "x".repeat(70_000);
        assertEquals(
                413, say(message("web", "db", ",\"payload\":{\"t\":\"" + much + "\"}")).status());
    }

    @Test
    void messagesAreNewestFirstAndFiltered() throws IOException {
        say(message("web", "db", ",\"thread\":\"a\""));
        say(message("db", "web", ",\"thread\":\"a\""));
        say(message("operator", "db", ",\"thread\":\"b\""));
        assertEquals(3L, client.get("/v1/messages").at("items.0.seq"));
        assertEquals(2L, client.get("/v1/messages?actor=web").at("total"));
        assertEquals(3L, client.get("/v1/messages?actor=db").at("total"));
        assertEquals(1L, client.get("/v1/messages?actor=db&thread=b").at("total"));
        assertEquals(1L, client.get("/v1/messages?after=2").at("total"));
        assertEquals(2L, client.get("/v1/messages?limit=1&offset=1").at("items.0.seq"));
        assertEquals(400, client.get("/v1/messages?after=-1").status());
        assertEquals(400, client.get("/v1/messages?limit=0").status());
        assertEquals(404, client.get("/v1/threads/ghost/messages").status());
        assertEquals(0L, client.get("/v1/threads/t-1/messages").at("total"));
    }

    @Test
    void aMessageBelongsToTheTraceOfItsSender() throws IOException {
        String trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        String header = "traceparent: 00-" + trace + "-00f067aa0ba902b7-01";
        assertEquals(trace, say(message("web", "db", ""), header).at("thread"));
        assertEquals(
                "mine", say(message("web", "db", ",\"thread\":\"mine\""), header).at("thread"));
        assertEquals(
                "t-m3",
                say(
                                message("web", "db", ""),
                                "traceparent: 00-" + "0".repeat(32) + "-00f067aa0ba902b7-01")
                        .at("thread"));
    }
}
