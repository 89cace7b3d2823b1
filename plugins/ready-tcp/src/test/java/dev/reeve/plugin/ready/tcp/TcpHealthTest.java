package dev.reeve.plugin.ready.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reeve.supervisor.api.spi.HealthCheck;
import dev.reeve.supervisor.api.state.Health;
import dev.reeve.supervisor.testkit.FakePlanContext;
import dev.reeve.supervisor.testkit.FakeReadyRun;
import dev.reeve.supervisor.testkit.HealthCheckContract;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

class TcpHealthTest extends HealthCheckContract {
    @TempDir Path folder;

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
    protected Optional<HealthCheck> unanswered(Path directory) {
        // No packet to a network for documentation is ever answered (RFC 5737).
        var options = new TcpReady.Options(9, "192.0.2.1", Duration.ofMinutes(2), true);
        HealthCheck check = new TcpHealth().create(options, new FakePlanContext("one", folder));
        return answersAtOnce(check) ? Optional.empty() : Optional.of(check);
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

    /// A machine without a network says at once that it cannot reach anything.
    private boolean answersAtOnce(HealthCheck check) {
        var look =
                dev.reeve.supervisor.testkit.Task.start(
                        "try", () -> check.check(new FakeReadyRun("one", 1, folder)));
        boolean ended = look.endsWithin(Duration.ofMillis(300));
        look.interrupt();
        return !look.endsWithin(Duration.ofSeconds(5)) || ended;
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
