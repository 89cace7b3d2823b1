package dev.reeve.plugin.session.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reeve.supervisor.api.spi.Report;
import dev.reeve.supervisor.api.spi.Secret;
import dev.reeve.supervisor.api.spi.SessionBackend;
import dev.reeve.supervisor.api.spi.SessionBackend.Session;
import dev.reeve.supervisor.api.spi.SessionException;
import dev.reeve.supervisor.api.spi.SessionFactory;
import dev.reeve.supervisor.api.state.Liveness.Status;
import dev.reeve.supervisor.testkit.FakeOpening;
import dev.reeve.supervisor.testkit.FakePlanContext;
import dev.reeve.supervisor.testkit.SessionBackendContract;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import javax.sql.DataSource;

/// Against a real PostgreSQL.
class JdbcSessionsTest extends SessionBackendContract {
    private static Postgres postgres;
    private static ServerSocket silent;

    @BeforeAll
    static void startPostgres() throws Exception {
        postgres = Postgres.started();
        silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    @AfterAll
    static void endPostgres() throws Exception {
        if (postgres != null) {
            postgres.end();
            silent.close();
        }
    }

    @Override
    protected SessionBackend online() {
        return backend(options());
    }

    @Override
    protected SessionBackend offline() throws Exception {
        return backend(options().at("jdbc:postgresql://127.0.0.1:" + Postgres.freePort() + "/x"));
    }

    @Override
    protected Optional<SessionBackend> unanswered() {
        String url = "jdbc:postgresql://127.0.0.1:" + silent.getLocalPort() + "/x?sslmode=disable";
        return Optional.of(backend(options().at(url)));
    }

    @Test
    void theSessionIsAPoolThatOthersUse() throws Exception {
        try (Session session = online().open(new FakeOpening())) {
            DataSource pool = session.as(DataSource.class);
            assertNotNull(pool);
            try (Connection connection = pool.getConnection();
                    var answer = connection.createStatement().executeQuery("select 6 * 7")) {
                assertTrue(answer.next());
                assertEquals(42, answer.getInt(1));
            }
            assertNull(session.as(AutoCloseable.class));
        }
    }

    @Test
    void aMadeSessionIsOneConnectionThatIsGivenBack() throws Exception {
        try (Session session = online().open(new FakeOpening())) {
            SessionFactory factory = session.as(SessionFactory.class);
            Session made = factory.create("manifest", "report", Map.of("schema", "pg_catalog"));
            Connection connection = made.as(Connection.class);
            assertEquals("pg_catalog", connection.getSchema());
            assertEquals("1 of 2 connections in use", session.check().detail());
            assertEquals(Status.ONLINE, made.check().status());
            made.close();
            made.close();
            assertTrue(connection.isClosed());
            assertEquals("0 of 2 connections in use", session.check().detail());
            try (Session next = factory.create("manifest", "next", Map.of())) {
                assertEquals("public", next.as(Connection.class).getSchema());
            }
        }
    }

    @Test
    void aPoolThatIsUsedUpToTheLastIsStillOnline() throws Exception {
        try (Session session = online().open(new FakeOpening())) {
            SessionFactory factory = session.as(SessionFactory.class);
            List<Session> all = new ArrayList<>();
            all.add(factory.create("manifest", "a", Map.of()));
            all.add(factory.create("manifest", "b", Map.of()));
            var none =
                    assertThrows(
                            SessionException.class,
                            () -> factory.create("manifest", "c", Map.of()));
            assertEquals(Status.UNKNOWN, none.status());
            assertEquals(Status.ONLINE, session.check().status());
            for (Session one : all) {
                one.close();
            }
        }
    }

    @Test
    void whatAMadeSessionCannotBeToldIsMisconfigured() throws Exception {
        try (Session session = online().open(new FakeOpening())) {
            SessionFactory factory = session.as(SessionFactory.class);
            for (Map<String, Object> wrong :
                    List.<Map<String, Object>>of(
                            Map.of("schemas", "x"), Map.of("read_only", "perhaps"))) {
                var refused =
                        assertThrows(
                                SessionException.class,
                                () -> factory.create("manifest", "a", wrong));
                assertEquals(Status.MISCONFIGURED, refused.status());
            }
        }
    }

    @Test
    void aDatabaseThatHasEndedIsOfflineAndOnlineWhenItIsBack() throws Exception {
        try (Session session = online().open(new FakeOpening());
                Session made =
                        session.as(SessionFactory.class).create("manifest", "report", Map.of())) {
            postgres.kill();
            try {
                assertEquals(Status.OFFLINE, made.check().status());
                assertEquals(
                        Status.OFFLINE,
                        assertThrows(SessionException.class, session::check).status());
                SessionFactory factory = session.as(SessionFactory.class);
                assertEquals(
                        Status.OFFLINE,
                        assertThrows(
                                        SessionException.class,
                                        () -> factory.create("manifest", "late", Map.of()))
                                .status());
            } finally {
                postgres.start();
            }
            assertEquals(Status.ONLINE, session.check().status());
        }
    }

    @Test
    void aWrongPasswordIsUnauthorizedAndNotShown() {
        var refused = refused(options().with("wrong-password"));
        assertEquals(Status.UNAUTHORIZED, refused.status());
        assertTrue(refused.getMessage().contains("\"ada\""), refused.getMessage());
        assertFalse(refused.getMessage().contains("wrong-password"), refused.getMessage());
    }

    @Test
    void aPasswordThatIsNotWrittenIsMisconfigured() {
        assertEquals(Status.MISCONFIGURED, refused(options().with(Optional.empty())).status());
    }

    @Test
    void aSecretThatHasGoneIsMisconfigured() {
        var gone = new Secret.InFile(Path.of("/nowhere/password"));
        var refused = refused(options().with(Optional.of(gone)));
        assertEquals(Status.MISCONFIGURED, refused.status());
        assertTrue(refused.getMessage().endsWith("there is no file /nowhere/password"));
    }

    @Test
    void aDatabaseThatIsNotThereIsMisconfigured() {
        var refused = refused(options().at(postgres.url() + "s"));
        assertEquals(Status.MISCONFIGURED, refused.status());
        assertTrue(refused.getMessage().contains("\"postgress\" does not exist"));
    }

    @Test
    void aCertificateThatNobodyKnowsIsMisconfigured() {
        var refused =
                refused(
                        options()
                                .at(
                                        postgres.url()
                                                + "?sslmode=verify-ca&sslfactory=org.postgresql.ssl.DefaultJavaSSLFactory"));
        assertEquals(Status.MISCONFIGURED, refused.status(), refused.getMessage());
        assertTrue(refused.getMessage().contains("PKIX"), refused.getMessage());
    }

    @Test
    void aHostWithoutANameIsOffline() {
        var refused = refused(options().at("jdbc:postgresql://nowhere.invalid/x"));
        assertEquals(Status.OFFLINE, refused.status(), refused.getMessage());
    }

    @Test
    void whatIsKnownOfTheDatabaseIsTold() throws Exception {
        FakeOpening opening = new FakeOpening();
        online().open(opening).close();
        var details = (Report.Details) opening.reports().getFirst();
        assertEquals(postgres.url(), details.details().get("url"));
        assertEquals("PostgreSQL", details.details().get("database"));
        assertEquals(new Report.Endpoint(postgres.url()), opening.reports().getLast());
        assertFalse(opening.reports().toString().contains(Postgres.PASSWORD));
    }

    private SessionException refused(Given given) {
        return assertThrows(
                SessionException.class, () -> backend(given).open(new FakeOpening()).close());
    }

    private static SessionBackend backend(Given given) {
        return new JdbcSessions().create(given.made(), new FakePlanContext("s", Path.of("/")));
    }

    private static Given options() {
        return new Given(postgres.url(), Optional.of(new Secret.Text(Postgres.PASSWORD)));
    }

    private record Given(String url, Optional<Secret> password) {
        Given at(String other) {
            return new Given(other, password);
        }

        Given with(String other) {
            return with(Optional.of(new Secret.Text(other)));
        }

        Given with(Optional<Secret> other) {
            return new Given(url, other);
        }

        JdbcOptions made() {
            return Options.of(url, password);
        }
    }
}
