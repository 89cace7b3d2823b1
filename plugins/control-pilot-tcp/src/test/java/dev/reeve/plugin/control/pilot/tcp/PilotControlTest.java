package dev.reeve.plugin.control.pilot.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reeve.supervisor.api.control.Reply;
import dev.reeve.supervisor.api.control.Request;
import dev.reeve.supervisor.api.control.Supervisor;
import dev.reeve.supervisor.api.spi.ControlServer;
import dev.reeve.supervisor.api.state.Phase;
import dev.reeve.supervisor.testkit.ControlServerContract;
import dev.reeve.supervisor.testkit.FakePlanContext;
import dev.reeve.supervisor.testkit.FakeService;
import dev.reeve.supervisor.testkit.FakeSupervisor;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

@Timeout(30)
class PilotControlTest extends ControlServerContract {
    private static final String RESTART = "{\"action\":\"restart\",\"processes\":[\"web\"]}";
    private static final String DONE = "{\"status\":\"success\",\"message\":\"web is running\"}";

    private final FakeSupervisor supervisor =
            new FakeSupervisor().with(FakeService.running("web")).with(FakeService.stopped("db"));
    private int port;

    @BeforeEach
    void findAFreePort() throws IOException {
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
    }

    /// A client that sends pieces and reads lines.
    private static final class Client implements Closeable {
        private final Socket socket;
        private final BufferedReader lines;

        Client(int port) throws IOException {
            socket = new Socket("127.0.0.1", port);
            socket.setTcpNoDelay(true);
            lines =
                    new BufferedReader(
                            new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        }

        Client send(String text) throws IOException {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
            return this;
        }

        String answer() throws IOException {
            return String.valueOf(lines.readLine());
        }

        boolean hungUp() throws IOException {
            return lines.readLine() == null;
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    @Override
    protected ControlServer server(Path directory) {
        return server(directory, Optional.empty());
    }

    private ControlServer server(Path directory, Optional<Path> token) {
        return new PilotControl()
                .create(
                        new PilotControl.Options("127.0.0.1:" + port, token),
                        new FakePlanContext("house", directory));
    }

    @Override
    protected Supervisor supervisor() {
        return supervisor;
    }

    @Override
    protected boolean answers(Path directory) {
        try (var client = new Client(port)) {
            return client.send(RESTART).answer().equals(DONE);
        } catch (IOException nobody) {
            return false;
        }
    }

    @Override
    protected Closeable idleClient(Path directory) throws IOException {
        return new Client(port);
    }

    @Test
    void aRestartIsDoneAndSaidToBe() throws Exception {
        try (AutoCloseable _ = server(folder).serve(supervisor);
                var client = new Client(port)) {
            assertEquals(DONE, client.send(RESTART).answer());
            assertEquals(
                    List.of(new FakeSupervisor.Asked("web", new Request.Restart())),
                    supervisor.asked());
        }
    }

    @Test
    void anObjectMayComeInPiecesOrSeveralAtOnce() throws Exception {
        try (AutoCloseable _ = server(folder).serve(supervisor);
                var client = new Client(port)) {
            for (int at = 0; at < RESTART.length(); at++) {
                client.send(RESTART.substring(at, at + 1));
            }
            assertEquals(DONE, client.answer());
            client.send("\n" + RESTART + "\n" + RESTART + RESTART + "\n");
            for (int at = 0; at < 3; at++) {
                assertEquals(DONE, client.answer());
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {}                                        | `action` must be restart, start or stop
                    {"action":"dance","processes":["web"]}    | `action` must be restart, start or stop
                    {"action":7,"processes":["web"]}          | `action` must be restart, start or stop
                    {"action":"restart"}                      | `processes` must be a list of at least one name
                    {"action":"restart","processes":[]}       | `processes` must be a list of at least one name
                    {"action":"restart","processes":"web"}    | `processes` must be a list of names
                    {"action":"restart","processes":["web",1]}| `processes` must be a list of names
                    {"action":"restart","processes":["web","nix"]}| there is no process `nix`; nothing was touched
                    {"action":"restart","process":["web"]}    | no key is called `process` (there are: action, processes, token)
                    """)
    void aWrongOrderIsToldWhatIsWrongAndTouchesNothing(String order, String wrong)
            throws Exception {
        try (AutoCloseable _ = server(folder).serve(supervisor);
                var client = new Client(port)) {
            assertEquals(
                    "{\"status\":\"error\",\"message\":\"" + wrong + "\"}",
                    client.send(order).answer());
            assertEquals(List.of(), supervisor.asked());
            assertEquals(DONE, client.send(RESTART).answer(), "the conversation goes on");
        }
    }

    @Test
    void whatIsNoJsonIsAnsweredAndEndsTheConversation() throws Exception {
        try (AutoCloseable _ = server(folder).serve(supervisor);
                var client = new Client(port)) {
            client.send("POST / HTTP/1.1\r\nHost: localhost\r\n\r\n" + RESTART);
            assertTrue(
                    client.answer().startsWith("{\"status\":\"error\",\"message\":\"this is not"));
            assertEquals(List.of(), supervisor.asked());
        }
    }

    @Test
    void anEndlessRequestIsRefused() throws Exception {
        try (AutoCloseable _ = server(folder).serve(supervisor);
                var client = new Client(port)) {
            client.send("{\"action\":\"" + "x".repeat(80 * 1024));
            assertTrue(client.answer().contains("at most 65536 bytes"));
        }
    }

    @Test
    void aFailureIsAnError() throws Exception {
        supervisor.answers(
                (name, _) ->
                        CompletableFuture.completedFuture(
                                new Reply.Failed(name, Phase.FAILED, "exited with 3")));
        try (AutoCloseable _ = server(folder).serve(supervisor);
                var client = new Client(port)) {
            assertEquals(
                    "{\"status\":\"error\",\"message\":\"cannot restart web: exited with 3\"}",
                    client.send(RESTART).answer());
        }
    }

    @Test
    void startAndStopAreUnderstoodToo() throws Exception {
        try (AutoCloseable _ = server(folder).serve(supervisor);
                var client = new Client(port)) {
            client.send("{\"action\":\"start\",\"processes\":[\"db\",\"db\"]}");
            assertTrue(client.answer().contains("\"db is running\""));
            client.send("{\"action\":\"stop\",\"processes\":[\"db\"]}");
            assertTrue(client.answer().contains("\"db is stopped\""));
        }
    }

    @Test
    void whereThereIsATokenItMustBeShown() throws Exception {
        Files.writeString(folder.resolve("token"), "sesame\n");
        try (AutoCloseable _ = server(folder, Optional.of(Path.of("token"))).serve(supervisor);
                var client = new Client(port)) {
            assertTrue(client.send(RESTART).answer().contains("this needs the right `token`"));
            String wrong = RESTART.replace("}", ",\"token\":\"nuts\"}");
            assertTrue(client.send(wrong).answer().contains("this needs the right `token`"));
            assertEquals(List.of(), supervisor.asked());
            String right = RESTART.replace("}", ",\"token\":\"sesame\"}");
            assertEquals(DONE, client.send(right).answer());
        }
    }

    @Test
    void aPortForOthersNeedsAToken() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new PilotControl.Options("0.0.0.0:9999", Optional.empty()));
    }

    @Test
    void whoTakesTooLongIsLeft() throws Exception {
        var listen = new Listen("127.0.0.1", port);
        var orders = new Orders(supervisor, null);
        try (var server = PilotServer.start(listen, orders, Duration.ofMillis(100));
                var client = new Client(port)) {
            assertTrue(client.send("{\"action\":").hungUp(), () -> "still there: " + server);
        }
    }
}
