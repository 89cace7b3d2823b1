package dev.reeve.plugin.control.http.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.reeve.plugin.control.http.Client;
import dev.reeve.plugin.control.http.call.Site;
import dev.reeve.plugin.control.http.wire.Limits;
import dev.reeve.plugin.control.http.wire.Server;
import dev.reeve.plugin.control.http.wire.TcpEntrance;
import dev.reeve.supervisor.testkit.FakeService;
import dev.reeve.supervisor.testkit.FakeSupervisor;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/// What a program may do with the token from its environment, over TCP with a token file.
class ReportersTest {
    private static final String WEB = "Authorization: Bearer token-of-web";

    @TempDir private Path folder;
    private final FakeSupervisor supervisor =
            new FakeSupervisor().with(FakeService.running("web")).with(FakeService.running("db"));
    private Server server;
    private Client client;
    private int port;

    @BeforeEach
    void serveWithTokens() throws IOException {
        Path file = Files.writeString(folder.resolve("tokens"), "admin boss\n");
        var guard =
                new WebGuard(
                        new Hosts(new Listen("127.0.0.1", 0), List.of()), Tokens.read(file), false);
        TcpEntrance entrance = TcpEntrance.open(new InetSocketAddress("127.0.0.1", 0));
        server = Server.start(entrance, new Site(supervisor, guard), Limits.DEFAULT);
        port = entrance.port();
        client = another();
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        server.close();
    }

    private int says(String from, String token) throws IOException {
        String message =
                "{\"from\":\""
                        + from
                        + "\",\"to\":\"db\",\"payload_type\":\"task\",\"payload\":{}}";
        return client.postJson("/v1/messages", message, token).status();
    }

    @Test
    void itSpeaksForItsServiceAndForPartsOfIt() throws IOException {
        assertEquals(201, says("web", WEB));
        assertEquals(200, client.postJson("/v1/actors/web", "{}", WEB).status());
        assertEquals(200, client.postJson("/v1/actors/web%3Aa", "{}", WEB).status());
        assertEquals(201, says("web:a", WEB));
        assertEquals("report", client.get("/v1/whoami", WEB).at("role"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"db", "webs", "we", "operator", "supervisor", "db:web"})
    void itSpeaksForNobodyElse(String other) throws IOException {
        assertEquals(403, says(other, WEB));
        assertEquals(403, client.postJson("/v1/actors/" + other, "{}", WEB).status());
        assertEquals(403, client.get("/v1/actors/" + other, WEB).status());
    }

    @Test
    void itReadsItsOwnMessages() throws IOException {
        says("db", "Authorization: Bearer boss");
        says("web", "Authorization: Bearer boss");
        assertEquals(1L, client.get("/v1/messages", WEB).at("total"));
        assertEquals(1L, client.get("/v1/messages?actor=web", WEB).at("total"));
        assertEquals(403, client.get("/v1/messages?actor=db", WEB).status());
        assertEquals(403, client.get("/v1/stream?actor=db", WEB).status());
        assertEquals(403, client.get("/v1/stream?actor=web,db", WEB).status());
    }

    @Test
    void itFollowsWhatIsAboutItself() throws IOException {
        client.send(Client.head("GET", "/v1/stream", WEB) + "\r\n");
        assertEquals(200, client.answerHead().status());
        Client.Frame first = Objects.requireNonNull(client.frame());
        assertEquals("snapshot", first.event());
        assertEquals("{\"seq\":0}", first.data());
        try (Client boss = another()) {
            for (String from : List.of("db", "web")) {
                String message =
                        "{\"from\":\"%s\",\"to\":\"operator\",\"payload_type\":\"task\"}"
                                .formatted(from);
                boss.postJson("/v1/messages", message, "Authorization: Bearer boss");
            }
        }
        assertEquals("web", Objects.requireNonNull(client.frame()).at("data.from"));
    }

    private Client another() throws IOException {
        return new Client(new InetSocketAddress("127.0.0.1", port));
    }

    @ParameterizedTest
    @CsvSource({
        "GET,/v1/services",
        "GET,/v1/services/web",
        "POST,/v1/services/web/stop",
        "GET,/v1/supervisor",
        "GET,/v1/actors",
        "GET,/v1/actors/web/schema",
        "GET,/v1/threads",
        "GET,/v1/threads/t-1",
        "GET,/v1/threads/t-1/messages",
        "POST,/v1/threads/t-1/kill",
        "GET,/v1/events",
        "GET,/v1/logs",
        "POST,/v1/reload",
        "POST,/v1/shutdown",
        "GET,/openapi.json",
        "GET,/v1/nothing"
    })
    void itMayDoNothingElse(String method, String path) throws IOException {
        assertEquals(403, client.ask(method, path, null, WEB).status());
        assertEquals(List.of(), supervisor.asked());
    }

    @ParameterizedTest
    @CsvSource({
        "Authorization: Bearer token-of-ghost,403",
        "Authorization: Bearer nobody,403",
        "Accept: */*,401"
    })
    void aTokenOfNobodyIsRefused(String header, int status) throws IOException {
        assertEquals(status, says("web", header));
    }
}
