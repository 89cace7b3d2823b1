package dev.reeve.plugin.control.http.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reeve.plugin.control.http.Client;
import dev.reeve.plugin.control.http.HttpControl;
import dev.reeve.plugin.control.http.call.Site;
import dev.reeve.plugin.control.http.wire.Limits;
import dev.reeve.plugin.control.http.wire.Server;
import dev.reeve.plugin.control.http.wire.TcpEntrance;
import dev.reeve.supervisor.testkit.FakeService;
import dev.reeve.supervisor.testkit.FakeSupervisor;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

class WebGuardTest {
    private static final String TOKENS =
            """
            # who may do what
            read   looker

            operate worker
            admin chief
            bare
            """;

    @TempDir Path folder;

    private final FakeSupervisor supervisor = new FakeSupervisor().with(FakeService.running("web"));

    /// A server with a client that asks it one thing.
    private Client.Answer ask(String tokens, String method, String path, String... headers)
            throws IOException {
        Path file = folder.resolve("tokens");
        Files.writeString(file, tokens);
        var guard =
                new WebGuard(
                        new Hosts(Listen.of("127.0.0.1:0"), List.of("reeve.example")),
                        tokens.isEmpty() ? null : Tokens.read(file),
                        false);
        TcpEntrance entrance = TcpEntrance.open(new InetSocketAddress("127.0.0.1", 0));
        var address = new InetSocketAddress("127.0.0.1", entrance.port());
        try (var _ = Server.start(entrance, new Site(supervisor, guard), Limits.DEFAULT);
                var client = new Client(address)) {
            client.send(Client.head(method, path, headers) + "\r\n");
            return client.answer();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "looker, GET, /v1/services, 200",
        "looker, GET, /v1/services/web/logs, 200",
        "looker, POST, /v1/services/web/start, 403",
        "worker, POST, /v1/services/web/start, 200",
        "worker, GET, /v1/supervisor, 200",
        "worker, POST, /v1/shutdown, 403",
        "chief, POST, /v1/shutdown, 202",
        "bare, POST, /v1/shutdown, 202",
        "wrong, GET, /v1/services, 403",
        "wrong, GET, /v1/nothing, 403",
        "chief, GET, /v1/nothing, 404",
        "chie, GET, /v1/services, 403",
        "admin chief, GET, /v1/services, 403",
        "'', GET, /v1/services, 401",
    })
    void eachRoleMayDoItsOwn(String token, String method, String path, int status)
            throws IOException {
        Client.Answer answer = ask(TOKENS, method, path, "Authorization: Bearer " + token);
        assertEquals(status, answer.status(), answer.body());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"X-Nothing: 1", "Authorization: Basic Y2hpZWY6", "Authorization: chief"})
    void withoutATokenNothingIsToldButThatItIsNeeded(String header) throws IOException {
        Client.Answer answer = ask(TOKENS, "GET", "/v1/nothing", header);
        assertEquals(401, answer.status());
        assertTrue(answer.headers().get("www-authenticate").startsWith("Bearer"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/livez", "/readyz"})
    void whetherItLivesIsOpenToAll(String path) throws IOException {
        assertEquals(200, ask(TOKENS, "GET", path).status());
    }

    @Test
    void withoutATokenFileLoopbackIsOpen() throws IOException {
        assertEquals(202, ask("", "POST", "/v1/shutdown").status());
    }

    @ParameterizedTest
    @CsvSource({
        "localhost, 200",
        "LOCALHOST:1234, 200",
        "127.0.0.1:8420, 200",
        "[::1]:8420, 200",
        "reeve.example:80, 200",
        "evil.example, 421",
        "127.0.0.1.evil.example, 421",
        "localhost.evil.example:8420, 421",
        "169.254.169.254, 421",
        "'', 421"
    })
    void onlyItsOwnNamesAreAnswered(String host, int status) throws IOException {
        assertEquals(status, ask("", "GET", "/v1/services", "Host: " + host).status());
        assertEquals(status, ask("", "GET", "/livez", "Host: " + host).status());
    }

    @Test
    void aHostIsNamedOnce() throws IOException {
        assertEquals(400, ask("", "GET", "/livez", "Host: localhost", "Host: localhost").status());
    }

    @ParameterizedTest
    @CsvSource({
        "Origin: http://localhost, 202",
        "Origin: https://localhost, 403",
        "Origin: http://localhost:81, 403",
        "Origin: http://evil.example, 403",
        "Origin: null, 403",
        "Sec-Fetch-Site: cross-site, 403",
        "Sec-Fetch-Site: same-site, 403",
        "Sec-Fetch-Site: same-origin, 202",
        "Sec-Fetch-Site: none, 202"
    })
    void pagesOfOthersMayNotAsk(String header, int status) throws IOException {
        assertEquals(status, ask("", "POST", "/v1/shutdown", header).status());
        assertEquals(status == 202, supervisor.down().isDone());
    }

    @Test
    void aLinkOnAnotherSiteMayLeadToThePage() throws IOException {
        String site = "Sec-Fetch-Site: cross-site";
        String opened = "Sec-Fetch-Dest: document";
        assertEquals(200, ask("", "GET", "/", site, opened).status());
        assertEquals(403, ask("", "GET", "/", site, "Sec-Fetch-Dest: empty").status());
        assertEquals(403, ask("", "GET", "/v1/services", site, opened).status());
    }

    @Test
    void thePageIsOpenToAllAndWhatItShowsIsNot() throws IOException {
        assertEquals(200, ask(TOKENS, "GET", "/").status());
        assertEquals(200, ask(TOKENS, "GET", "/ui/app.js").status());
        assertEquals(401, ask(TOKENS, "GET", "/v1/stream").status());
    }

    @Test
    void pagesOfOthersMayNotFollowEither() throws IOException {
        assertEquals(403, ask("", "GET", "/v1/stream", "Origin: http://evil.example").status());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n# none\n", "boss token", "read a b", "operate\tone two"})
    void aTokenFileThatSaysNothingUsefulIsRefusedAndNotQuoted(String text) throws IOException {
        Path file = folder.resolve("tokens");
        Files.writeString(file, text);
        IOException refused = assertThrows(IOException.class, () -> Tokens.read(file));
        String told = String.valueOf(refused.getMessage());
        assertTrue(told.startsWith("cannot read tokens from `" + file + "`: "), told);
        assertFalse(told.contains("two") || told.contains("token`"), told);
    }

    @Test
    void aTokenFileMustBeAFile() {
        assertThrows(IOException.class, () -> Tokens.read(folder));
        assertThrows(IOException.class, () -> Tokens.read(folder.resolve("none")));
        assertThrows(IOException.class, () -> Tokens.read(Path.of("/dev/zero")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0:8420", "[::]:8420", "example.com:80", "192.0.2.1:1"})
    void whoIsOpenToOthersNeedsTokens(String listen) {
        assertThrows(
                IllegalArgumentException.class,
                () ->
                        new HttpControl.Options(
                                listen,
                                Optional.empty(),
                                List.of(),
                                Optional.empty(),
                                100,
                                1000,
                                100,
                                Duration.ofMinutes(5)));
        var guarded =
                new HttpControl.Options(
                        listen,
                        Optional.of(Path.of("tokens")),
                        List.of(),
                        Optional.empty(),
                        100,
                        1000,
                        100,
                        Duration.ofMinutes(5));
        assertEquals(listen, guarded.listen());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "8420",
                ":8420",
                "localhost",
                "localhost:",
                "localhost:x",
                "localhost:65536",
                "localhost:-1",
                "localhost:+1",
                "::1:8420"
            })
    void whatIsNoPlaceToListenIsAMistake(String listen) {
        IllegalArgumentException wrong =
                assertThrows(
                        IllegalArgumentException.class,
                        () ->
                                new HttpControl.Options(
                                        listen,
                                        Optional.empty(),
                                        List.of(),
                                        Optional.empty(),
                                        100,
                                        1000,
                                        100,
                                        Duration.ofMinutes(5)));
        assertTrue(String.valueOf(wrong.getMessage()).contains("must be host:port"));
    }

    @Test
    void onAllAddressesEveryAddressIsAName() {
        var hosts = new Hosts(Listen.of("0.0.0.0:8420"), List.of());
        assertTrue(hosts.allow("192.0.2.7:8420"));
        assertTrue(hosts.allow("[2001:db8::1]:8420"));
        assertFalse(hosts.allow("evil.example:8420"));
    }

    @Test
    void aPortThatIsTakenIsNamed() throws IOException {
        try (TcpEntrance taken =
                TcpEntrance.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            int port = taken.port();
            IOException refused =
                    assertThrows(
                            IOException.class,
                            () -> TcpEntrance.open(new InetSocketAddress("127.0.0.1", port)));
            String told = String.valueOf(refused.getMessage());
            String holder = "the port is taken by pid " + ProcessHandle.current().pid() + ", ";
            assertTrue(told.startsWith("cannot serve on 127.0.0.1:" + port + ": " + holder), told);
        }
    }
}
