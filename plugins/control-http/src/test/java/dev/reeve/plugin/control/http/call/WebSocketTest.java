package dev.reeve.plugin.control.http.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reeve.plugin.control.http.Client;
import dev.reeve.plugin.control.http.Served;
import dev.reeve.plugin.control.http.guard.Hosts;
import dev.reeve.plugin.control.http.guard.Listen;
import dev.reeve.plugin.control.http.guard.Tokens;
import dev.reeve.plugin.control.http.guard.WebGuard;
import dev.reeve.plugin.control.http.wire.Limits;
import dev.reeve.plugin.control.http.wire.Server;
import dev.reeve.plugin.control.http.wire.TcpEntrance;
import dev.reeve.supervisor.api.event.Event;
import dev.reeve.supervisor.api.model.ServiceKey;
import dev.reeve.supervisor.testkit.FakeService;
import dev.reeve.supervisor.testkit.FakeSupervisor;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;

@Timeout(60)
class WebSocketTest {
    private static final ServiceKey WEB = new ServiceKey("process", "manifest", "web");
    private static final ServiceKey DB = new ServiceKey("process", "manifest", "db");
    private static final Map<String, String> BOSS = Map.of("Authorization", "Bearer boss");

    @TempDir private Path folder;
    private final FakeSupervisor supervisor =
            new FakeSupervisor().with(FakeService.running("web")).with(FakeService.running("db"));
    private Site site;
    private Server server;
    private int port;

    @BeforeEach
    void serveWithTokens() throws IOException {
        Path file = Files.writeString(folder.resolve("tokens"), "admin boss\nread looker\n");
        var hosts = new Hosts(new Listen("127.0.0.1", 0), List.of());
        var guard = new WebGuard(hosts, Tokens.read(file), false);
        site = new Site(supervisor, guard);
        serve(Served.SHORT);
        happens(WEB, "before");
    }

    private void serve(Limits limits) throws IOException {
        TcpEntrance entrance = TcpEntrance.open(new InetSocketAddress("127.0.0.1", 0));
        port = entrance.port();
        server = Server.start(entrance, site, limits);
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    private void happens(ServiceKey service, String text) {
        supervisor.happens(new Event.ErrorOccurred(service, 1, text));
    }

    private Ear ear(String path) {
        return new Ear(port, path, BOSS);
    }

    private Client client() throws IOException {
        return new Client(new InetSocketAddress("127.0.0.1", port));
    }

    private static int refused(Runnable attempt) {
        CompletionException failed = assertThrows(CompletionException.class, attempt::run);
        return ((WebSocketHandshakeException) Objects.requireNonNull(failed.getCause()))
                .getResponse()
                .statusCode();
    }

    @Test
    void firstComesEverythingAsItStandsAndThenWhatHappens() throws Exception {
        try (Ear ear = ear("/v1/stream")) {
            Client.Answer snapshot = ear.next();
            assertEquals(Set.of("id", "event", "data"), ((Map<?, ?>) snapshot.json()).keySet());
            assertEquals("snapshot", snapshot.at("event"));
            assertEquals(1L, snapshot.at("id"));
            assertEquals("db", snapshot.at("data.services.0.name"));
            happens(WEB, "oops");
            Client.Answer event = ear.next();
            assertEquals(2L, event.at("id"));
            assertEquals("error", event.at("event"));
            assertEquals("oops", event.at("data.data.text"));
        }
    }

    @Test
    void whoComesBackGetsWhatHasHappenedSince() throws Exception {
        happens(WEB, "meanwhile");
        try (Ear ear = ear("/v1/stream?after=1")) {
            assertEquals("meanwhile", ear.next().at("data.data.text"));
        }
        try (Ear ear =
                new Ear(
                        port,
                        "/v1/stream",
                        Map.of("Authorization", "Bearer looker", "Last-Event-ID", "1"))) {
            assertEquals("meanwhile", ear.next().at("data.data.text"));
        }
    }

    @Test
    void whatIsWantedCanBeChanged() throws Exception {
        try (Ear ear = ear("/v1/stream?actor=web")) {
            assertEquals("snapshot", ear.next().at("event"));
            happens(DB, "nobody wants this");
            happens(WEB, "one");
            ear.say("{\"subscribe\":{\"types\":[\"error\"],\"actors\":[\"db\"]}}");
            ear.isHeard();
            happens(WEB, "nobody wants this any more");
            happens(DB, "two");
            supervisor.happens(new Event.PluginChanged("p", "failed", "no"));
            ear.say("{\"subscribe\":{}}");
            ear.isHeard();
            happens(WEB, "three");
            assertEquals("one", ear.next().at("data.data.text"));
            assertEquals("two", ear.next().at("data.data.text"));
            assertEquals("three", ear.next().at("data.data.text"));
            assertTrue(ear.isQuiet());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hello",
                "[]",
                "{}",
                "{\"subscribe\":null}",
                "{\"subscribe\":[]}",
                "{\"subscribe\":{\"types\":[\"weather\"]}}",
                "{\"subscribe\":{\"types\":\"state\"}}",
                "{\"subscribe\":{\"actors\":[1]}}",
                "{\"subscribe\":{\"colours\":[]}}",
                "{\"subscribe\":{},\"more\":1}"
            })
    void aWishThatIsWrongIsAnsweredAndChangesNothing(String wish) throws Exception {
        try (Ear ear = ear("/v1/stream?after=1&actor=web")) {
            ear.say(wish);
            Client.Answer problem = ear.next();
            assertEquals("problem", problem.at("event"));
            assertNull(problem.at("id"));
            assertEquals(400L, problem.at("data.status"));
            happens(DB, "nobody wants this");
            happens(WEB, "still wanted");
            assertEquals("still wanted", ear.next().at("data.data.text"));
        }
    }

    @Test
    void aProgramFollowsItselfOnly() throws Exception {
        var own = Map.of("Authorization", "Bearer token-of-web");
        try (Ear ear = new Ear(port, "/v1/stream", own)) {
            assertEquals(1L, ear.next().at("data.seq"));
            ear.say("{\"subscribe\":{\"actors\":[\"db\"]}}");
            assertEquals(403L, ear.next().at("data.status"));
            ear.say("{\"subscribe\":{\"types\":[\"error\"]}}");
            ear.isHeard();
            happens(DB, "not its own");
            happens(WEB, "its own");
            assertEquals("its own", ear.next().at("data.data.text"));
        }
        assertEquals(403, refused(() -> new Ear(port, "/v1/stream?actor=db", own)));
    }

    @Test
    void theGuardsAreThoseOfEveryRequest() throws Exception {
        assertEquals(401, refused(() -> new Ear(port, "/v1/stream", Map.of())));
        assertEquals(
                403,
                refused(() -> new Ear(port, "/v1/stream", Map.of("Authorization", "Bearer no"))));
        assertEquals(
                403,
                refused(
                        () ->
                                new Ear(
                                        port,
                                        "/v1/stream",
                                        Map.of(
                                                "Authorization",
                                                "Bearer boss",
                                                "Origin",
                                                "http://evil.example"))));
        assertEquals(400, refused(() -> ear("/v1/stream?type=weather")));
        try (Client client = client()) {
            assertEquals(421, client.get("/v1/stream", upgrade("Host: evil.example")).status());
        }
        try (Ear ear =
                new Ear(
                        port,
                        "/v1/stream?after=0",
                        Map.of(
                                "Authorization",
                                "Bearer boss",
                                "Origin",
                                "http://127.0.0.1:" + port))) {
            assertEquals(1L, ear.next().at("id"));
        }
    }

    @Test
    void aTokenCanBeNamedAmongTheProtocolsAndIsNotRepeated() throws Exception {
        try (Ear ear = new Ear(port, "/v1/stream", Map.of(), "reeve.v1", "bearer.looker")) {
            assertEquals("reeve.v1", ear.socket().getSubprotocol());
            assertEquals("snapshot", ear.next().at("event"));
        }
        assertEquals(
                403, refused(() -> new Ear(port, "/v1/stream", Map.of(), "reeve.v1", "bearer.no")));
        try (Client client = client()) {
            String shown = "Sec-WebSocket-Protocol: bearer.looker";
            assertEquals(401, client.get("/v1/services", shown).status());
            client.send(Client.head("GET", "/v1/stream", upgrade(shown)) + "\r\n");
            Client.Answer head = client.answerHead();
            assertEquals(101, head.status());
            assertNull(head.headers().get("sec-websocket-protocol"));
        }
    }

    private static String[] upgrade(String... more) {
        var headers =
                new ArrayList<>(
                        List.of(
                                "Upgrade: websocket",
                                "Connection: keep-alive, Upgrade",
                                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                                "Sec-WebSocket-Version: 13"));
        headers.addAll(List.of(more));
        return headers.toArray(String[]::new);
    }

    @Test
    void theHandshakeIsThatOfTheSpecification() throws Exception {
        try (Client client = client()) {
            String[] headers = upgrade("Authorization: Bearer boss");
            client.send(Client.head("GET", "/v1/stream", headers) + "\r\n");
            Client.Answer head = client.answerHead();
            assertEquals(101, head.status());
            // RFC 6455, section 1.3.
            assertEquals(
                    "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=", head.headers().get("sec-websocket-accept"));
        }
        try (Client client = client()) {
            String[] headers = upgrade("Authorization: Bearer boss");
            headers[3] = "Sec-WebSocket-Version: 8";
            Client.Answer refused = client.get("/v1/stream", headers);
            assertEquals(426, refused.status());
            assertEquals("13", refused.headers().get("sec-websocket-version"));
            headers = upgrade("Authorization: Bearer boss");
            headers[2] = "Sec-WebSocket-Key: c2hvcnQ=";
            assertEquals(400, client.get("/v1/stream", headers).status());
            assertEquals(
                    200,
                    client.get("/v1/services", upgrade("Authorization: Bearer boss")).status());
        }
    }

    @Test
    void whoSaysThatItEndsIsToldTheSame() throws Exception {
        try (Ear ear = ear("/v1/stream")) {
            ear.next();
            assertEquals(1, supervisor.followers());
            ear.socket().sendClose(WebSocket.NORMAL_CLOSURE, "enough").join();
            assertEquals(1000, ear.end());
            Eventually.so(() -> supervisor.followers() == 0);
        }
    }

    @Test
    void itEndsWithTheSupervisor() throws Exception {
        try (Ear ear = ear("/v1/stream?after=1")) {
            ear.isHeard();
            happens(WEB, "last");
            supervisor.ends();
            assertEquals("last", ear.next().at("data.data.text"));
            assertEquals(1001, ear.end());
        }
    }

    @Test
    void bytesAndMessagesThatAreTooLargeEndIt() throws Exception {
        try (Ear ear = ear("/v1/stream")) {
            ear.socket().sendBinary(ByteBuffer.wrap(new byte[3]), true);
            assertEquals(1003, ear.end());
        }
        try (Ear ear = ear("/v1/stream")) {
            ear.socket().sendText("x".repeat(70_000), true);
            assertEquals(1009, ear.end());
        }
        Eventually.so(() -> supervisor.followers() == 0);
    }

    @Test
    void oneWhoHangsUpIsForgottenAtOnce() throws Exception {
        Ear ear = ear("/v1/stream");
        ear.next();
        ear.close();
        Eventually.so(() -> supervisor.followers() == 0);
    }

    @Test
    void oneWhoAnswersPingsIsKeptAndOneWhoDoesNotIsLeft() throws Exception {
        long begun = System.nanoTime();
        try (Ear awake = ear("/v1/stream?after=1");
                Client deaf = client()) {
            String[] headers = upgrade("Authorization: Bearer boss");
            deaf.send(Client.head("GET", "/v1/stream?after=1", headers) + "\r\n");
            assertEquals(101, deaf.answerHead().status());
            Eventually.so(() -> supervisor.followers() == 2);
            Eventually.so(20, () -> supervisor.followers() == 1);
            assertTrue(System.nanoTime() - begun >= Served.SHORT.silence().toNanos());
            happens(WEB, "still here");
            assertEquals("still here", awake.next().at("data.data.text"));
        }
    }

    @Test
    void oneWhoNeverReadsHoldsUpNobodyAndFindsAGap() throws Exception {
        server.close();
        serve(Limits.DEFAULT);
        try (Client slow = client()) {
            String[] headers = upgrade("Authorization: Bearer boss");
            slow.send(Client.head("GET", "/v1/stream?after=1", headers) + "\r\n");
            assertEquals(101, slow.answerHead().status());
            String text = "x".repeat(4000);
            try (Ear awake = ear("/v1/stream?after=1")) {
                for (int i = 0; i < 5000; i++) {
                    happens(WEB, text);
                    if (i % 100 == 0) {
                        happens(DB, "" + i);
                        Client.Answer each = awake.next();
                        while (!each.body().contains("\"text\":\"" + i + "\"")) {
                            each = awake.next();
                        }
                    }
                }
            }
            String all = "";
            while (!all.contains("\"event\":\"gap\"")) {
                all = (all + slow.some()).substring(Math.max(0, all.length() - 100));
                happens(WEB, "one more");
            }
        }
    }

    @Test
    void thereAreOnlySoManyFollowers() throws Exception {
        var ears = new ArrayList<Ear>();
        for (int i = 0; i < Served.SHORT.followers(); i++) {
            ears.add(ear("/v1/stream"));
        }
        try (Client client = client()) {
            Client.Answer full = client.get("/v1/stream", "Authorization: Bearer boss");
            assertEquals(503, full.status());
            assertEquals("5", full.headers().get("retry-after"));
            assertEquals(200, client.get("/v1/services", "Authorization: Bearer boss").status());
            assertEquals(503, refused(() -> ear("/v1/stream")));
            ears.removeFirst().close();
            Eventually.so(() -> supervisor.followers() == Served.SHORT.followers() - 1);
            ears.add(ear("/v1/stream"));
        }
        ears.forEach(Ear::close);
    }

    @Test
    void oneAddressHasOnlySoManyFollowers() throws Exception {
        TcpEntrance entrance = TcpEntrance.open(new InetSocketAddress("127.0.0.1", 0));
        int there = entrance.port();
        var guarded = new WebGuard(new Hosts(new Listen("127.0.0.1", 0), List.of()), null, false);
        var limits = Served.SHORT.followers(10, 1, Served.SHORT.silence());
        try (Server _ = Server.start(entrance, new Site(supervisor, guarded), limits);
                Ear one = new Ear(there, "/v1/stream", Map.of())) {
            one.next();
            assertEquals(429, refused(() -> new Ear(there, "/v1/stream", Map.of())));
            one.socket().sendClose(WebSocket.NORMAL_CLOSURE, "").join();
            one.end();
            Eventually.so(() -> supervisor.followers() == 0);
            var again = new AtomicBoolean();
            Eventually.so(
                    () -> again.get() || again.compareAndSet(false, follows(there)) && again.get());
        }
    }

    private static boolean follows(int there) {
        try (Client client = new Client(new InetSocketAddress("127.0.0.1", there))) {
            client.send(Client.head("GET", "/v1/stream") + "\r\n");
            return client.answerHead().status() == 200;
        } catch (IOException gone) {
            return false;
        }
    }
}
