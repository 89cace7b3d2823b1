package dev.reeve.plugin.mcp.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reeve.plugin.mcp.serve.Endpoint;
import dev.reeve.plugin.mcp.serve.Offered;
import dev.reeve.supervisor.api.spi.Report;
import dev.reeve.supervisor.api.spi.SessionBackend;
import dev.reeve.supervisor.api.spi.SessionException;
import dev.reeve.supervisor.api.state.Liveness.Status;
import dev.reeve.supervisor.testkit.FakeOpening;
import dev.reeve.supervisor.testkit.SessionBackendContract;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;

@Timeout(120)
class AddressTest extends SessionBackendContract {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    @TempDir Path folder;
    private final Offered offered = new Offered("far");
    private Endpoint server;
    private ServerSocket silent;

    @BeforeAll
    static void loadTheSdk() throws Exception {
        try (Endpoint one = new Offered("first").serve()) {
            Remote.open(new FakeOpening(), Answering.at(one.url()), TIMEOUT).close();
        }
    }

    @BeforeEach
    void serve() throws Exception {
        server = offered.serve();
        silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void close() throws Exception {
        server.close();
        silent.close();
    }

    private static SessionBackend backend(Reach.Address address) {
        return opening -> Remote.open(opening, address, TIMEOUT);
    }

    @Override
    protected SessionBackend online() {
        return backend(Answering.at(server.url()));
    }

    @Override
    protected SessionBackend offline() throws Exception {
        return backend(Answering.at("http://127.0.0.1:" + closedPort() + "/mcp"));
    }

    @Override
    protected Optional<SessionBackend> unanswered() {
        return Optional.of(
                backend(Answering.at("http://127.0.0.1:" + silent.getLocalPort() + "/mcp")));
    }

    @Test
    void itSaysWhatTheServerIsAndHasAndWhereItIs() throws Exception {
        var opening = new FakeOpening();
        try (Remote remote =
                Remote.open(opening, Answering.at(server.url() + "?key=hidden"), TIMEOUT)) {
            Map<String, Object> details = ProgramTest.details(opening);
            assertEquals(Map.of("name", "far", "version", "1.0"), details.get("server"));
            assertEquals("2025-11-25", details.get("protocol_version"));
            assertEquals(List.of("say"), details.get("tools"));
            assertEquals(List.of("page"), details.get("resources"));
            assertEquals(List.of("greet"), details.get("prompts"));
            assertTrue(opening.reports().contains(new Report.Endpoint(server.url())));
            assertEquals("far say {} as admin", ProgramTest.said(remote, "say"));
        }
    }

    @Test
    void newToolsAreSeenAsSoonAsTheServerSaysSo() throws Exception {
        var opening = new FakeOpening();
        try (Remote remote = Remote.open(opening, Answering.at(server.url()), TIMEOUT)) {
            offered.tools.add("sing");
            hears(remote);
            assertEquals(List.of("say", "sing"), ProgramTest.details(opening).get("tools"));
        }
    }

    @Test
    void aServerThatWantsToKnowWhoComesIsNoFailure() throws Exception {
        try (var wants = Answering.all(401, Map.of("WWW-Authenticate", "Bearer realm=\"x\""), "")) {
            SessionException failure = fails(wants.address());
            assertEquals(Status.UNAUTHORIZED, failure.status());
            String why = String.valueOf(failure.getMessage());
            assertTrue(why.contains("HTTP status 401, which wants Bearer realm=\"x\""), why);
            assertEquals(List.of(""), wants.authorizations);
        }
        try (var refuses = Answering.all(403, Map.of(), "")) {
            assertEquals(Status.UNAUTHORIZED, fails(refuses.address()).status());
        }
    }

    @Test
    void aServerThatIsUnwellIsOffline() throws Exception {
        for (int status : List.of(500, 503, 429)) {
            try (var unwell = Answering.all(status, Map.of(), "later")) {
                SessionException failure = fails(unwell.address());
                assertEquals(Status.OFFLINE, failure.status(), failure.getMessage());
                assertTrue(String.valueOf(failure.getMessage()).contains("" + status));
            }
        }
    }

    @Test
    void whatIsNoMcpServerIsMisconfigured() throws Exception {
        for (int status : List.of(404, 405, 301)) {
            try (var other = Answering.all(status, Map.of(), "")) {
                SessionException failure = fails(other.address());
                assertEquals(Status.MISCONFIGURED, failure.status(), failure.getMessage());
            }
        }
        try (var page = Answering.all(200, Map.of("Content-Type", "text/html"), "<p>Hello")) {
            assertEquals(Status.MISCONFIGURED, fails(page.address()).status());
        }
    }

    @Test
    void aHostThatNobodyKnowsIsOffline() {
        SessionException failure = fails(Answering.at("http://nobody.invalid/mcp"));
        assertEquals(Status.OFFLINE, failure.status());
        assertTrue(String.valueOf(failure.getMessage()).endsWith("nobody knows this host"));
    }

    @Test
    void aServerThatDoesNotAnswerInTimeIsOffline() {
        var failure =
                assertThrows(
                        SessionException.class,
                        () ->
                                Remote.open(
                                        new FakeOpening(),
                                        Answering.at("http://127.0.0.1:" + silent.getLocalPort()),
                                        Duration.ofMillis(300)));
        assertEquals(Status.OFFLINE, failure.status(), failure.getMessage());
    }

    @Test
    void aCertificateThatNobodyVouchesForIsMisconfigured() throws Exception {
        try (SSLServerSocket secret = selfSigned()) {
            Thread.ofVirtual()
                    .start(
                            () -> {
                                while (!secret.isClosed()) {
                                    try (var client = secret.accept()) {
                                        client.getInputStream().read();
                                    } catch (java.io.IOException refused) {
                                        // As it should be.
                                    }
                                }
                            });
            var address = Answering.at("https://localhost:" + secret.getLocalPort() + "/mcp");
            SessionException failure = fails(address);
            assertEquals(Status.MISCONFIGURED, failure.status(), failure.getMessage());
            assertTrue(String.valueOf(failure.getMessage()).contains("certificate is not trusted"));
        }
    }

    @Test
    void aServerThatSpeaksNoTlsIsMisconfigured() throws Exception {
        try (var plain = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual()
                    .start(
                            () -> {
                                try (var client = plain.accept()) {
                                    client.getInputStream().read();
                                    client.getOutputStream()
                                            .write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes());
                                } catch (java.io.IOException refused) {
                                    // As it may be.
                                }
                            });
            var address = Answering.at("https://127.0.0.1:" + plain.getLocalPort() + "/mcp");
            SessionException failure = fails(address);
            assertEquals(Status.MISCONFIGURED, failure.status(), failure.getMessage());
        }
    }

    @Test
    void aTokenIsReadFromItsFileAndShownToTheServerOnly() throws Exception {
        Path file = Files.writeString(folder.resolve("token"), "\nhidden-word\n");
        try (var wants = Answering.all(401, Map.of(), "")) {
            var address =
                    new Reach.Address(
                            wants.address().url(),
                            Map.of("X-Also", "hidden-too"),
                            Optional.of(file),
                            Optional.empty());
            var opening = new FakeOpening();
            var failure =
                    assertThrows(
                            SessionException.class, () -> Remote.open(opening, address, TIMEOUT));
            assertEquals(List.of("Bearer hidden-word"), wants.authorizations);
            for (Throwable each = failure; each != null; each = each.getCause()) {
                assertFalse(each.toString().contains("hidden"), each.toString());
            }
            assertFalse((opening.reports() + address.toString()).contains("hidden"));
        }
    }

    @Test
    void aTokenThatIsNotThereIsMisconfigured() {
        URI url = URI.create(server.url());
        var noFile =
                new Reach.Address(
                        url, Map.of(), Optional.of(folder.resolve("none")), Optional.empty());
        assertEquals(Status.MISCONFIGURED, fails(noFile).status());
        var noVariable =
                new Reach.Address(url, Map.of(), Optional.empty(), Optional.of("NO_SUCH_VARIABLE"));
        assertEquals(Status.MISCONFIGURED, fails(noVariable).status());
    }

    @Test
    void aServerThatGoesIsToldOfBeforeTheNextCheck() throws Exception {
        var opening = new FakeOpening();
        try (Remote remote = Remote.open(opening, Answering.at(server.url()), TIMEOUT)) {
            hears(remote);
            server.close();
            assertEquals(Status.OFFLINE, opening.lost().get(30, TimeUnit.SECONDS).status());
        }
    }

    @Test
    void aServerThatTellsNothingIsAskedAtEachCheck() throws Exception {
        var opening = new FakeOpening();
        var proxied = Answering.silent(server.url());
        try (proxied;
                Remote remote = Remote.open(opening, proxied.address(), TIMEOUT)) {
            offered.tools.add("sing");
            remote.check();
            assertEquals(List.of("say", "sing"), ProgramTest.details(opening).get("tools"));
        }
    }

    /// It begins to listen a moment after the greeting, and then hears of changes.
    private void hears(Remote remote) throws Exception {
        var told = new Semaphore(0);
        try (var _ = remote.follow(told::release)) {
            do {
                server.toolsChanged();
            } while (!told.tryAcquire(100, TimeUnit.MILLISECONDS));
        }
    }

    private SSLServerSocket selfSigned() throws Exception {
        Path store = folder.resolve("store.p12");
        var made =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-alias",
                                "a",
                                "-keyalg",
                                "EC",
                                "-dname",
                                "CN=localhost",
                                "-keystore",
                                store.toString(),
                                "-storepass",
                                "changeit")
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        assertEquals(0, made.waitFor());
        KeyStore keys = KeyStore.getInstance(store.toFile(), "changeit".toCharArray());
        var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(keys, "changeit".toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(factory.getKeyManagers(), null, null);
        return (SSLServerSocket)
                context.getServerSocketFactory()
                        .createServerSocket(0, 50, InetAddress.getByName("localhost"));
    }

    private static SessionException fails(Reach.Address address) {
        return assertThrows(
                SessionException.class,
                () -> Remote.open(new FakeOpening(), address, TIMEOUT).close());
    }

    private static int closedPort() throws Exception {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
