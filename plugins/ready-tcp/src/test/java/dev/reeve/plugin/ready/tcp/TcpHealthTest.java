package dev.reeve.plugin.ready.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reeve.supervisor.api.spi.HealthCheck;
import dev.reeve.supervisor.api.state.Health;
import dev.reeve.supervisor.testkit.FakePlanContext;
import dev.reeve.supervisor.testkit.FakeReadyRun;
import dev.reeve.supervisor.testkit.HealthCheckContract;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

@Timeout(60)
class TcpHealthTest extends HealthCheckContract {
    @TempDir Path folder;
    private final ServerSocket full;
    private final List<SocketChannel> clients = new ArrayList<>();

    TcpHealthTest() throws IOException {
        full = new ServerSocket();
    }

    @Override
    protected Given given(Path directory) throws IOException {
        int port = freePort();
        HealthCheck check = check(port, "127.0.0.1");
        return new Given() {
            private ServerSocket server = new ServerSocket();

            @Override
            public HealthCheck check() {
                return check;
            }

            @Override
            public void becomesWell(FakeReadyRun run) throws IOException {
                server = listening(port);
            }

            @Override
            public void becomesIll(FakeReadyRun run) throws IOException {
                server.close();
            }

            @Override
            public void close() throws IOException {
                server.close();
            }
        };
    }

    @Override
    protected Optional<HealthCheck> unanswered(Path directory) throws IOException {
        // A queue that is full: Linux drops what else wants to connect.
        full.bind(new InetSocketAddress("127.0.0.1", 0), 1);
        for (int client = 0; client < 8; client++) {
            SocketChannel waiting = SocketChannel.open();
            waiting.configureBlocking(false);
            waiting.connect(full.getLocalSocketAddress());
            clients.add(waiting);
        }
        var options =
                new TcpReady.Options(full.getLocalPort(), "127.0.0.1", Duration.ofMinutes(2), true);
        return Optional.of(new TcpHealth().create(options, new FakePlanContext("one", directory)));
    }

    @AfterEach
    void theQueueIsGone() throws IOException {
        full.close();
        for (SocketChannel client : clients) {
            client.close();
        }
    }

    @Test
    void aPortThatIsHandedToAStrangerIsNoLongerHealthy() throws Exception {
        int port = freePort();
        HealthCheck check = check(port, "127.0.0.1");
        FakeReadyRun run = new FakeReadyRun("one", 1, folder);
        try (ServerSocket _ = listening(port)) {
            assertEquals(Health.HEALTHY, check.check(run).health());
            assertEquals(Health.HEALTHY, check.check(run).health());
        }
        assertEquals(
                new HealthCheck.Answer(
                        Health.UNHEALTHY, "port " + port + " of 127.0.0.1 is closed"),
                check.check(run));
        try (ServerSocket _ = listening(port)) {
            run.processesAre(1L << 30);
            HealthCheck.Answer answer = check.check(run);
            assertEquals(Health.UNHEALTHY, answer.health());
            assertTrue(answer.detail().contains("which is not this service's"), answer.detail());
        }
    }

    @Test
    void aPortThatDoesNotAnswerIsNotCalledClosed() throws Exception {
        unanswered(folder);
        var options =
                new TcpReady.Options(
                        full.getLocalPort(), "127.0.0.1", Duration.ofMillis(200), true);
        HealthCheck check = new TcpHealth().create(options, new FakePlanContext("one", folder));
        assertEquals(
                "port %d of 127.0.0.1 does not answer within 200 ms".formatted(full.getLocalPort()),
                check.check(new FakeReadyRun("one", 1, folder)).detail());
    }

    @Test
    void whatWasSeenOfOneRunSaysNothingOfTheNext() throws Exception {
        int port = freePort();
        HealthCheck check = check(port, "127.0.0.1");
        try (ServerSocket _ = listening(port)) {
            assertEquals(Health.HEALTHY, check.check(new FakeReadyRun("one", 1, folder)).health());
            FakeReadyRun next = new FakeReadyRun("one", 2, folder);
            next.processesAre(1L << 30);
            assertEquals(Health.UNHEALTHY, check.check(next).health());
        }
    }

    private static HealthCheck check(int port, String host) {
        var options = new TcpReady.Options(port, host, Duration.ofSeconds(1), true);
        return new TcpHealth().create(options, new FakePlanContext("one", Path.of("/")));
    }

    private static int freePort() throws IOException {
        try (ServerSocket any = new ServerSocket(0)) {
            return any.getLocalPort();
        }
    }

    private static ServerSocket listening(int port) throws IOException {
        ServerSocket server = new ServerSocket();
        server.setReuseAddress(true);
        server.bind(new InetSocketAddress("127.0.0.1", port));
        return server;
    }
}
