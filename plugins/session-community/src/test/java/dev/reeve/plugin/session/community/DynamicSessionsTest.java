package dev.reeve.plugin.session.community;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.reeve.supervisor.api.control.Reply;
import dev.reeve.supervisor.api.spi.Opening;
import dev.reeve.supervisor.api.spi.Report;
import dev.reeve.supervisor.api.spi.SessionBackend;
import dev.reeve.supervisor.api.spi.SessionBackend.Session;
import dev.reeve.supervisor.api.spi.SessionException;
import dev.reeve.supervisor.api.state.Liveness.Status;
import dev.reeve.supervisor.api.state.Phase;
import dev.reeve.supervisor.testkit.FakeOpening;
import dev.reeve.supervisor.testkit.SessionBackendContract;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

class DynamicSessionsTest extends SessionBackendContract {
    private static final Reply FAILED = new Reply.Failed("s-server", Phase.FAILED, "exited with 1");

    @TempDir Path folder;

    @Override
    protected SessionBackend online() {
        SessionBackend backend = backend();
        return (Opening _) -> backend.open(new FakeOpening("s", new Launching().supervisor()));
    }

    @Override
    protected SessionBackend offline() {
        Launching launching = new Launching();
        launching.starts.add(_ -> FAILED);
        return beside(launching);
    }

    @Test
    void theServerIsThereFirstAndEndsLast() throws Exception {
        Launching launching = new Launching();
        Session session = open(launching, new FakeOpening("s", launching.supervisor()));
        assertEquals(List.of("remove", "add", "start"), launching.told);
        assertEquals(Status.ONLINE, session.check().status());
        DeephavenDouble server = launching.running.server();
        assertEquals(1, server.sessions());
        session.close();
        assertEquals(0, server.sessions());
        assertEquals(List.of("remove", "add", "start", "stop", "remove"), launching.told);
        assertNull(launching.running);
    }

    @Test
    void theTokenIsNewEachTimeAndInTheEnvironmentOnly() throws Exception {
        Launching launching = new Launching();
        FakeOpening opening = new FakeOpening("s", launching.supervisor());
        Session session = open(launching, opening);
        String token = launching.environment().get("DEEPHAVEN_PSK_TOKEN");
        assertEquals(43, token.length());
        assertEquals(token, session.credentials().get("token"));
        assertEquals(
                "http://127.0.0.1:%d/?psk=%s".formatted(launching.port(), token),
                session.credentials().get("connection_url_with_auth"));
        assertFalse(launching.definition.get("command").toString().contains(token));
        assertFalse(opening.reports().toString().contains(token));
        session.close();
        open(launching, opening).close();
        assertNotEquals(token, "" + launching.definition);
    }

    @Test
    void whereItListensAndHowItRunsIsTold() throws Exception {
        Launching launching = new Launching();
        FakeOpening opening = new FakeOpening("s", launching.supervisor());
        try (Session _ = open(launching, opening)) {
            String url = "http://127.0.0.1:" + launching.port();
            var details =
                    opening.reports().stream()
                            .filter(report -> report instanceof Report.Details)
                            .map(report -> ((Report.Details) report).details())
                            .findFirst()
                            .orElseThrow();
            assertEquals(
                    Map.of(
                            "connection_url",
                            url,
                            "auth_type",
                            "PSK",
                            "launch_method",
                            "process",
                            "port",
                            launching.port(),
                            "process_id",
                            4711L),
                    details);
            assertEquals(new Report.Endpoint(url), opening.reports().getLast());
        }
    }

    @Test
    void whereSomebodyElseWasQuickerAnotherPortIsTried() throws Exception {
        Launching launching = new Launching();
        List<ServerSocket> others = new CopyOnWriteArrayList<>();
        launching.starts.add(
                port -> {
                    others.add(new ServerSocket(port, 1, InetAddress.getLoopbackAddress()));
                    return FAILED;
                });
        FakeOpening opening = new FakeOpening("s", launching.supervisor());
        try (Session session = open(launching, opening)) {
            assertEquals(Status.ONLINE, session.check().status());
            assertNotEquals(others.getFirst().getLocalPort(), launching.port());
        } finally {
            others.getFirst().close();
        }
        assertEquals(
                List.of("remove", "add", "start", "remove", "add", "start", "stop", "remove"),
                launching.told);
    }

    @Test
    void aServerThatDoesNotStartIsOfflineAndLeavesNothing() {
        Launching launching = new Launching();
        launching.starts.add(_ -> FAILED);
        SessionException failure = refused(launching);
        assertEquals(Status.OFFLINE, failure.status());
        assertEquals("cannot launch `s-server`: exited with 1", failure.getMessage());
        assertEquals(Map.of(), launching.definition);
    }

    @Test
    void aServerThatLetsNobodyInIsEndedAgain() {
        Launching launching = new Launching();
        launching.starts.add(
                port -> {
                    launching.running =
                            Front.of(
                                            Map.of(
                                                    "DEEPHAVEN_PORT",
                                                    "" + port,
                                                    "DEEPHAVEN_PSK_TOKEN",
                                                    "another"))
                                    .served();
                    return new Reply.Done("s-server", true, Phase.RUNNING, null);
                });
        assertEquals(Status.UNAUTHORIZED, refused(launching).status());
        assertNull(launching.running);
    }

    @Test
    void thatItsServerHasEndedIsToldAtOnce() throws Exception {
        Launching launching = new Launching();
        FakeOpening opening = new FakeOpening("s", launching.supervisor());
        try (Session _ = open(launching, opening)) {
            launching.running.end();
            assertEquals(Status.OFFLINE, opening.lost().get(10, TimeUnit.SECONDS).status());
        }
    }

    @Test
    void whatCannotBeEndedIsTold() throws Exception {
        Launching launching = new Launching();
        Session session = open(launching, new FakeOpening("s", launching.supervisor()));
        DeephavenDouble server = launching.running.server();
        launching.refusal = new Reply.Failed("s-server", Phase.FAILED, "some of it still lives");
        IOException failure = assertThrows(IOException.class, session::close);
        assertEquals("cannot end its server: some of it still lives", failure.getMessage());
        assertEquals(0, server.sessions());
        launching.running.end();
    }

    @Test
    void aContainerGetsItsVariablesByNameAndListensHereOnly() {
        Launch launch = launch(Optional.empty(), Optional.of("deephaven/server:1"));
        Path file = Path.of("/s/s-server.container");
        Map<String, Object> definition =
                new Blueprint("s-server", launch, CommunityOptions.AuthType.PSK, "hush", file)
                        .at(4711);
        assertEquals(
                List.of(
                        "docker",
                        "run",
                        "--rm",
                        "--cidfile",
                        "/s/s-server.container",
                        "-p",
                        "127.0.0.1:4711:10000",
                        "-e",
                        "DEEPHAVEN_PORT",
                        "-e",
                        "DEEPHAVEN_PSK_TOKEN",
                        "-e",
                        "START_OPTS",
                        "deephaven/server:1"),
                definition.get("command"));
        assertEquals(
                Map.of(
                        "DEEPHAVEN_PORT", "10000",
                        "DEEPHAVEN_PSK_TOKEN", "hush",
                        "START_OPTS", "-Xmx4g -Dauthentication.psk=hush"),
                definition.get("environment"));
    }

    private static SessionException refused(Launching launching) {
        FakeOpening opening = new FakeOpening("s", launching.supervisor());
        return assertThrows(SessionException.class, () -> beside(launching).open(opening).close());
    }

    private static Session open(Launching launching, FakeOpening opening) throws Exception {
        return backend().open(opening);
    }

    /// The contract's openings know no supervisor that launches.
    private static SessionBackend beside(Launching launching) {
        SessionBackend backend = backend();
        return (Opening _) -> backend.open(new FakeOpening("s", launching.supervisor()));
    }

    private static SessionBackend backend() {
        Launch launch = launch(Optional.of(List.of("serve")), Optional.empty());
        return Given.launched(launch).backend();
    }

    private static Launch launch(Optional<List<String>> command, Optional<String> image) {
        return new Launch(
                command,
                image,
                List.of(),
                "docker",
                0,
                Optional.of("4g"),
                Map.of(),
                "/",
                Duration.ofSeconds(60));
    }
}
