package dev.reeve.plugin.control.http;

import dev.reeve.supervisor.api.spi.ControlServer;
import dev.reeve.supervisor.testkit.ControlApiContract;
import dev.reeve.supervisor.testkit.FakePlanContext;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

class HttpControlTest extends ControlApiContract {
    private int port;

    @BeforeEach
    void findAFreePort() throws IOException {
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
    }

    private Client client() throws IOException {
        return new Client(new InetSocketAddress("127.0.0.1", port));
    }

    @Override
    protected ControlServer server(Path directory) throws IOException {
        Files.writeString(directory.resolve("tokens"), "read looker\nadmin boss\n");
        var options =
                new HttpControl.Options(
                        "127.0.0.1:" + port,
                        Optional.of(Path.of("tokens")),
                        List.of(),
                        Optional.empty(),
                        100,
                        1000,
                        100,
                        Duration.ofMinutes(5));
        return new HttpControl().create(options, new FakePlanContext("house", directory));
    }

    @Override
    protected boolean answers(Path directory) {
        try (Client client = client()) {
            return client.get("/v1/supervisor", "Authorization: Bearer looker").status() == 200
                    && client.get("/v1/supervisor").status() == 401;
        } catch (IOException nobody) {
            return false;
        }
    }

    @Override
    protected Closeable idleClient(Path directory) throws IOException {
        return client()::close;
    }

    @Override
    protected Answered ask(Path directory, String method, String path, @Nullable String body)
            throws IOException {
        try (Client client = client()) {
            Client.Answer answer = client.ask(method, path, body, "Authorization: Bearer boss");
            return new Answered(answer.status(), answer.body().isEmpty() ? null : answer.json());
        }
    }
}
