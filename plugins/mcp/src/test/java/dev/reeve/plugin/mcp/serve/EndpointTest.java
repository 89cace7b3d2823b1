package dev.reeve.plugin.mcp.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

@Timeout(120)
class EndpointTest {
    @TempDir Path folder;
    private final Offered offered = new Offered("here");
    private Endpoint endpoint;

    @BeforeEach
    void serve() throws IOException {
        endpoint = offered.serve();
    }

    @AfterEach
    void close() {
        endpoint.close();
    }

    private Asking asking() {
        return new Asking(endpoint.url());
    }

    @Test
    void aClientIsGreetedInItsOwnVersionWhereThatIsKnown() throws IOException {
        assertTrue(asking().greet("2025-06-18").body().contains("\"2025-06-18\""));
        assertTrue(asking().greet("1999-01-01").body().contains("\"2025-11-25\""));
        assertEquals(36, asking().greet().header("Mcp-Session-Id").length());
    }

    @Test
    void whatIsOfferedCanBeListedAndUsed() throws IOException {
        Asking client = asking().greeted();
        assertTrue(client.request("ping", "{}").body().contains("\"result\":{}"));
        assertTrue(client.request("tools/list", "{}").body().contains("\"name\":\"say\""));
        assertTrue(client.call("say", "{\"a\":1}").body().contains("here say {a=1} as admin"));
        assertTrue(client.request("resources/list", "{}").body().contains("test://here"));
        assertTrue(client.request("resources/templates/list", "{}").body().contains("{part}"));
        assertTrue(
                client.request("resources/read", "{\"uri\":\"test://here\"}")
                        .body()
                        .contains("here of test://here"));
        assertTrue(client.request("prompts/list", "{}").body().contains("greet"));
        assertTrue(
                client.request("prompts/get", "{\"name\":\"greet\"}")
                        .body()
                        .contains("here greet"));
    }

    @Test
    void whatIsNotOfferedIsAnErrorOfTheProtocol() throws IOException {
        Asking client = asking().greeted();
        var tool = client.call("none", "{}");
        assertEquals(200, tool.status());
        assertTrue(tool.body().contains("-32602"), tool.body());
        assertTrue(tool.body().contains("there is no tool `none`"), tool.body());
        assertTrue(client.request("no/such", "{}").body().contains("-32601"));
        assertTrue(client.request("tools/call", "[]").body().contains("-32602"));
    }

    @Test
    void aNotificationIsTaken() throws IOException {
        var answer =
                asking().greeted()
                        .post("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");
        assertEquals(202, answer.status());
    }

    @Test
    void whoListensIsToldOfOtherTools() throws IOException {
        Asking client = asking().greeted();
        try (var listening = client.open("GET", "")) {
            Asking.until(listening, ": open\n\n");
            endpoint.toolsChanged();
            String told = Asking.until(listening, "list_changed\"}\n\n");
            assertTrue(told.contains("event: message\ndata: {"), told);
            assertTrue(told.contains("notifications/tools/list_changed"), told);
        }
    }

    @Test
    void aClientThatHasLeftMustGreetAnew() throws IOException {
        Asking client = asking().greeted();
        assertEquals(204, client.ask("DELETE", "").status());
        assertEquals(404, client.request("ping", "{}").status());
        assertEquals(400, asking().request("ping", "{}").status());
    }

    @Test
    void aPageOfAStrangerIsTurnedAway() throws IOException {
        assertEquals(421, asking().with("Host", "stranger.example:8430").greet().status());
        assertEquals(403, asking().with("Origin", "http://stranger.example").greet().status());
        assertEquals(403, asking().with("Sec-Fetch-Site", "cross-site").greet().status());
        String own = endpoint.url().replace("/mcp", "");
        assertEquals(200, asking().with("Origin", own).greet().status());
        assertEquals(200, asking().with("Host", "localhost").greet().status());
    }

    @Test
    void whoHasNoTokenIsToldHowToShowOne() throws IOException {
        Path tokens =
                Files.writeString(folder.resolve("tokens"), "# who\nread seer\noperate doer\n");
        var site = new Site(Listen.of("127.0.0.1:0"), "/mcp", List.of(), Optional.of(tokens));
        try (var guarded = Endpoint.start(site, offered)) {
            var refused = new Asking(guarded.url()).greet();
            assertEquals(401, refused.status());
            assertEquals("Bearer realm=\"reeve\"", refused.header("WWW-Authenticate"));
            var unknown = new Asking(guarded.url()).with("Authorization", "Bearer guess");
            assertEquals(403, unknown.greet().status());
            var seer = new Asking(guarded.url()).with("Authorization", "Bearer seer");
            assertTrue(seer.greeted().call("say", "{}").body().contains("as read"));
            var doer = new Asking(guarded.url()).with("Authorization", "bearer doer");
            assertTrue(doer.greeted().call("say", "{}").body().contains("as operate"));
        }
    }

    @Test
    void whatOthersCanReachNeedsTokens() {
        var mistake =
                assertThrows(
                        IllegalArgumentException.class,
                        () ->
                                new Site(
                                        Listen.of("0.0.0.0:8430"),
                                        "/mcp",
                                        List.of(),
                                        Optional.empty()));
        assertTrue(String.valueOf(mistake.getMessage()).contains("needs a `token_file`"));
    }

    @Test
    void whatIsNotStreamableHttpIsRefused() throws IOException {
        assertEquals(404, new Asking(endpoint.url() + "/other").greet().status());
        var put = asking().ask("PUT", "{}");
        assertEquals(405, put.status());
        assertEquals("GET, POST, DELETE", put.header("Allow"));
        assertEquals(415, asking().with("Content-Type", "text/plain").greet().status());
        assertEquals(406, asking().with("Accept", "text/html").greet().status());
        assertEquals(400, asking().post("[]").status());
        assertEquals(400, asking().post("{\"a\":").status());
        assertEquals(400, asking().with("MCP-Protocol-Version", "1").greet().status());
        assertEquals(
                406, asking().greeted().with("Accept", "application/json").ask("GET", "").status());
        var large = asking().post("\"" + "x".repeat(5 * 1024 * 1024) + "\"");
        assertEquals(413, large.status());
        assertTrue(large.body().contains("\"id\":null"), large.body());
    }

    @Test
    void whereToListenIsChecked() {
        for (String wrong :
                List.of("8430", "host", "host:", "host:70000", ":1", "::1:80", "[a:1")) {
            assertThrows(IllegalArgumentException.class, () -> Listen.of(wrong), wrong);
        }
        assertEquals(new Listen("::1", 80), Listen.of("[::1]:80"));
    }
}
