package dev.reeve.plugin.control.http;

import dev.reeve.supervisor.api.spi.ControlServer;
import dev.reeve.supervisor.testkit.ControlApiContract;
import dev.reeve.supervisor.testkit.FakePlanContext;

import org.jspecify.annotations.Nullable;

import java.io.Closeable;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

class UnixControlTest extends ControlApiContract {
    private static Client client(Path directory) throws IOException {
        return new Client(UnixDomainSocketAddress.of(directory.resolve(".reeve/control.sock")));
    }

    @Override
    protected ControlServer server(Path directory) {
        var options =
                new UnixControl.Options(
                        Optional.empty(), Optional.empty(), 100, 1000, Duration.ofMinutes(5));
        return new UnixControl().create(options, new FakePlanContext("house", directory));
    }

    @Override
    protected boolean answers(Path directory) {
        try (Client client = client(directory)) {
            return client.get("/livez").status() == 200;
        } catch (IOException nobody) {
            return false;
        }
    }

    @Override
    protected Closeable idleClient(Path directory) throws IOException {
        return client(directory)::close;
    }

    @Override
    protected Answered ask(Path directory, String method, String path, @Nullable String body)
            throws IOException {
        try (Client client = client(directory)) {
            Client.Answer answer = client.ask(method, path, body);
            return new Answered(answer.status(), answer.body().isEmpty() ? null : answer.json());
        }
    }
}
