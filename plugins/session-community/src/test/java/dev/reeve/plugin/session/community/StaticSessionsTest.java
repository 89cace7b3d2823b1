package dev.reeve.plugin.session.community;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reeve.plugin.session.community.CommunityOptions.SessionType;
import dev.reeve.supervisor.api.spi.Report;
import dev.reeve.supervisor.api.spi.Secret;
import dev.reeve.supervisor.api.spi.SessionBackend;
import dev.reeve.supervisor.api.spi.SessionBackend.Session;
import dev.reeve.supervisor.api.spi.SessionException;
import dev.reeve.supervisor.api.state.Liveness.Status;
import dev.reeve.supervisor.testkit.FakeOpening;
import dev.reeve.supervisor.testkit.SessionBackendContract;

import io.deephaven.client.impl.ConsoleSession;
import io.grpc.InsecureServerCredentials;
import io.grpc.Metadata;
import io.grpc.TlsServerCredentials;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

class StaticSessionsTest extends SessionBackendContract {
    private static DeephavenDouble server;
    private static ServerSocket silent;

    @BeforeAll
    static void serve() throws Exception {
        server = DeephavenDouble.guarded(InsecureServerCredentials.create());
        silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        // To load the client's classes for the first time takes longer than some tests wait.
        known().backend().open(new FakeOpening()).close();
    }

    @AfterAll
    static void end() throws Exception {
        server.end();
        silent.close();
    }

    @Override
    protected SessionBackend online() {
        return known().backend();
    }

    @Override
    protected SessionBackend offline() throws Exception {
        DeephavenDouble gone = DeephavenDouble.anonymous();
        int port = gone.port();
        gone.end();
        return Given.at(port).backend();
    }

    @Override
    protected Optional<SessionBackend> unanswered() {
        return Optional.of(Given.at(silent.getLocalPort()).backend());
    }

    @Test
    void aUserIsLetInByHisPassword() throws Exception {
        Given given = Given.at(server.port()).basic(DeephavenDouble.USER, DeephavenDouble.PASSWORD);
        try (Session session = given.backend().open(new FakeOpening())) {
            assertEquals(Status.ONLINE, session.check().status());
            assertEquals(DeephavenDouble.PASSWORD, session.credentials().get("password"));
        }
    }

    @Test
    void whoeverComesIsLetInWhereNobodyMustSayWhoHeIs() throws Exception {
        DeephavenDouble open = DeephavenDouble.anonymous();
        try (Session session = Given.at(open.port()).backend().open(new FakeOpening())) {
            assertEquals(Status.ONLINE, session.check().status());
            assertEquals(
                    Map.of("connection_url", "http://localhost:" + open.port()),
                    session.credentials());
        } finally {
            open.end();
        }
    }

    @Test
    void aWrongKeyIsUnauthorizedAndNotShown() {
        SessionException refused = refused(Given.at(server.port()).psk("wrong-key"));
        assertEquals(Status.UNAUTHORIZED, refused.status());
        assertEquals(
                "cannot connect to http://localhost:%d: unauthenticated, Authentication required"
                        .formatted(server.port()),
                refused.getMessage());
    }

    @Test
    void nobodyIsUnauthorizedWhereOneMustSayWhoOneIs() {
        assertEquals(Status.UNAUTHORIZED, refused(Given.at(server.port())).status());
    }

    @Test
    void aKeyThatCannotBeReadIsMisconfigured() {
        SessionException refused =
                refused(Given.at(server.port()).psk(new Secret.InFile(Path.of("/nowhere/key"))));
        assertEquals(Status.MISCONFIGURED, refused.status());
        assertTrue(refused.getMessage().endsWith("there is no file /nowhere/key"));
    }

    @Test
    void aServerOfAnotherKindIsMisconfigured() throws Exception {
        DeephavenDouble other = DeephavenDouble.ofAnotherKind();
        try {
            assertEquals(Status.MISCONFIGURED, refused(Given.at(other.port())).status());
        } finally {
            other.end();
        }
    }

    @Test
    void aConsoleOfTheRightLanguageIsOpened() throws Exception {
        SessionBackend backend = known().console(SessionType.PYTHON).backend();
        try (Session session = backend.open(new FakeOpening())) {
            ConsoleSession console = session.as(ConsoleSession.class);
            assertNotNull(console);
            assertEquals("python", console.type());
            assertNotNull(session.as(io.deephaven.client.impl.Session.class));
            assertNull(session.as(String.class));
        }
    }

    @Test
    void aLanguageThatIsNotSpokenIsMisconfigured() {
        SessionException refused = refused(known().console(SessionType.GROOVY));
        assertEquals(Status.MISCONFIGURED, refused.status());
        assertTrue(refused.getMessage().contains("session type 'groovy' is not supported"));
    }

    @Test
    void aSessionThatHasExpiredIsOfflineAndNotUnauthorized() throws Exception {
        try (Session session = online().open(new FakeOpening())) {
            server.forgets();
            SessionException lost = assertThrows(SessionException.class, session::check);
            assertEquals(Status.OFFLINE, lost.status());
        }
        try (Session session = online().open(new FakeOpening())) {
            assertEquals(Status.ONLINE, session.check().status());
        }
    }

    @Test
    void thatTheServerHasEndedIsToldAtOnce() throws Exception {
        DeephavenDouble open = DeephavenDouble.anonymous();
        FakeOpening opening = new FakeOpening();
        try (Session session = Given.at(open.port()).backend().open(opening)) {
            open.end();
            SessionException lost = opening.lost().get(10, TimeUnit.SECONDS);
            assertEquals(Status.OFFLINE, lost.status());
            assertEquals(
                    Status.OFFLINE, assertThrows(SessionException.class, session::check).status());
        }
    }

    @Test
    void theServerIsToldThatASessionIsClosed() throws Exception {
        server.forgets();
        Session session = online().open(new FakeOpening());
        assertEquals(1, server.sessions());
        session.close();
        assertEquals(0, server.sessions());
    }

    @Test
    void whatIsSaidBesidesReachesTheServer() throws Exception {
        SessionBackend backend = known().saying("x-tenant", "sales").backend();
        backend.open(new FakeOpening()).close();
        var tenant = Metadata.Key.of("x-tenant", Metadata.ASCII_STRING_MARSHALLER);
        assertEquals("sales", server.lastHeaders().get(tenant));
    }

    @Test
    void everyoneMayReadWhereItIsAndOnlySomeTheKey() throws Exception {
        FakeOpening opening = new FakeOpening();
        String url = "http://localhost:" + server.port();
        try (Session session = online().open(opening)) {
            assertEquals(
                    List.of(
                            new Report.Details(Map.of("connection_url", url, "auth_type", "PSK")),
                            new Report.Endpoint(url)),
                    opening.reports());
            assertEquals(
                    Map.of(
                            "connection_url",
                            url,
                            "token",
                            DeephavenDouble.KEY,
                            "connection_url_with_auth",
                            url + "/?psk=" + DeephavenDouble.KEY),
                    session.credentials());
        }
        assertFalse(opening.reports().toString().contains(DeephavenDouble.KEY));
    }

    @Test
    void aCertificateMustBeOneThatIsTrusted(@TempDir Path folder) throws Exception {
        Certificates made = Certificates.in(folder);
        DeephavenDouble encrypted =
                DeephavenDouble.guarded(
                        TlsServerCredentials.create(
                                made.certificate().toFile(), made.key().toFile()));
        try {
            Given there =
                    Given.at("https://localhost:" + encrypted.port()).psk(DeephavenDouble.KEY);
            SessionException refused = refused(there);
            assertEquals(Status.MISCONFIGURED, refused.status(), refused.getMessage());
            assertTrue(refused.getMessage().contains("PKIX"), refused.getMessage());
            SessionBackend trusting = there.trusting(made.certificate()).backend();
            try (Session session = trusting.open(new FakeOpening())) {
                assertEquals(Status.ONLINE, session.check().status());
            }
            SessionException empty = refused(there.trusting(made.key()));
            assertEquals(Status.MISCONFIGURED, empty.status());
        } finally {
            encrypted.end();
        }
    }

    @Test
    void encryptionWithAServerThatHasNoneIsMisconfigured() {
        SessionException refused = refused(Given.at("https://localhost:" + server.port()));
        assertEquals(Status.MISCONFIGURED, refused.status(), refused.getMessage());
    }

    private static Given known() {
        return Given.at(server.port()).psk(DeephavenDouble.KEY);
    }

    private static SessionException refused(Given given) {
        return assertThrows(
                SessionException.class, () -> given.backend().open(new FakeOpening()).close());
    }
}
