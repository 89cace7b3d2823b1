package dev.reeve.plugin.session.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reeve.supervisor.api.spi.Secret;
import dev.reeve.supervisor.api.spi.SessionBackend;
import dev.reeve.supervisor.api.spi.SessionException;
import dev.reeve.supervisor.api.state.Liveness.Status;
import dev.reeve.supervisor.testkit.FakeOpening;
import dev.reeve.supervisor.testkit.FakePlanContext;
import dev.reeve.supervisor.testkit.SessionBackendContract;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

@Timeout(60)
class HttpSessionsTest extends SessionBackendContract {
    @TempDir Path folder;
    private final List<Answering> servers = new ArrayList<>();
    private final HttpSessions plugin = new HttpSessions();

    private Answering good;

    /// Before each, since its own threads are none of a session's.
    @BeforeEach
    void aServer() throws IOException {
        good = answering(200);
    }

    @AfterEach
    void serversEnd() throws IOException {
        for (Answering server : servers) {
            server.close();
        }
    }

    private Answering answering(int status) throws IOException {
        var server = new Answering(status);
        servers.add(server);
        return server;
    }

    private SessionBackend backend(URI url, Map<String, Secret> headers, Optional<Path> caFile) {
        return plugin.create(
                new HttpOptions(url, "GET", headers, List.of(), caFile),
                new FakePlanContext("s", folder));
    }

    private SessionBackend backend(Answering server) {
        return backend(server.url(), Map.of(), Optional.empty());
    }

    @Override
    protected SessionBackend online() {
        return backend(good);
    }

    @Override
    protected SessionBackend offline() throws IOException {
        Answering gone = answering(200);
        gone.close();
        return backend(gone);
    }

    @Override
    protected Optional<SessionBackend> unanswered() throws IOException {
        return Optional.of(backend(answering(0)));
    }

    @ParameterizedTest
    @CsvSource({
        "401, UNAUTHORIZED",
        "403, UNAUTHORIZED",
        "407, UNAUTHORIZED",
        "404, MISCONFIGURED",
        "301, MISCONFIGURED",
        "429, OFFLINE",
        "408, OFFLINE",
        "500, OFFLINE",
        "503, OFFLINE"
    })
    void aStatusThatIsNotGoodHasItsCategory(int status, Status category) throws Exception {
        var backend = backend(answering(status));
        var failure =
                assertThrows(SessionException.class, () -> backend.open(new FakeOpening()).close());
        assertEquals(category, failure.status());
        assertTrue(String.valueOf(failure.getMessage()).endsWith("answers " + status));
    }

    @Test
    void noMessageHoldsWhatMayBeASecret() throws Exception {
        Answering server = answering(500);
        var failure =
                assertThrows(
                        SessionException.class,
                        () -> backend(server).open(new FakeOpening()).close());
        assertTrue(!String.valueOf(failure.getMessage()).contains("s3cret"), failure::getMessage);
        server.says(200);
        var opening = new FakeOpening();
        backend(server).open(opening).close();
        assertTrue(!opening.reports().toString().contains("s3cret"));
    }

    @Test
    void oneRequestIsMadeToOpenItAndOneForEachLook() throws Exception {
        Answering server = answering(204);
        Map<String, Secret> headers = Map.of("Authorization", new Secret.Text("Bearer x"));
        try (var session =
                backend(server.url(), headers, Optional.empty()).open(new FakeOpening())) {
            assertEquals(1, server.requests().size());
            assertTrue(server.requests().getFirst().contains("Authorization: Bearer x"));
            session.check();
            assertEquals(2, server.requests().size());
        }
    }

    @Test
    void aHeaderMayBeTakenFromAFileAndIsReadAnewForEachRequest() throws Exception {
        Path token = Files.writeString(folder.resolve("token"), "Bearer one\n");
        Answering server = answering(200);
        Map<String, Secret> headers = Map.of("Authorization", new Secret.InFile(token));
        try (var session =
                backend(server.url(), headers, Optional.empty()).open(new FakeOpening())) {
            Files.writeString(token, "Bearer two\n");
            session.check();
            assertTrue(server.requests().getFirst().contains("Authorization: Bearer one\r\n"));
            assertTrue(server.requests().getLast().contains("Authorization: Bearer two\r\n"));
            Files.delete(token);
            assertEquals(
                    Status.MISCONFIGURED,
                    assertThrows(SessionException.class, session::check).status());
        }
    }

    @Test
    void aLookThatFindsItGoneSaysHow() throws Exception {
        Answering server = answering(200);
        try (var session = backend(server).open(new FakeOpening())) {
            server.says(403);
            assertEquals(
                    Status.UNAUTHORIZED,
                    assertThrows(SessionException.class, session::check).status());
            server.says(0);
            server.close();
            assertEquals(
                    Status.OFFLINE, assertThrows(SessionException.class, session::check).status());
        }
    }

    @Test
    void sessionsShareOneClientAndTheLastOneEndsIt() throws Exception {
        var backend = online();
        var first = backend.open(new FakeOpening());
        var second = backend.open(new FakeOpening());
        HttpClient client = first.as(HttpClient.class);
        assertNotNull(client);
        assertSame(client, second.as(HttpClient.class));
        first.close();
        assertTrue(!client.isTerminated());
        second.close();
        assertTrue(client.awaitTermination(java.time.Duration.ofSeconds(10)));
    }

    @Test
    void aHostThatIsNotThereIsNamed() {
        var backend = backend(URI.create("http://nobody.invalid:1/"), Map.of(), Optional.empty());
        var failure =
                assertThrows(SessionException.class, () -> backend.open(new FakeOpening()).close());
        assertEquals(Status.OFFLINE, failure.status());
    }

    @Test
    void aFileWithoutACertificateIsAMatterOfConfiguration() throws IOException {
        Path file = Files.writeString(folder.resolve("ca.pem"), "");
        var backend = backend(URI.create("https://127.0.0.1:1/"), Map.of(), Optional.of(file));
        var failure =
                assertThrows(SessionException.class, () -> backend.open(new FakeOpening()).close());
        assertEquals(Status.MISCONFIGURED, failure.status());
    }

    @Test
    void whatCannotBeAUrlIsRefusedWhilePlanning() {
        for (String url : List.of("ftp://x/", "http:///x", "http://user@host/")) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> backend(URI.create(url), Map.of(), Optional.empty()));
        }
    }
}
