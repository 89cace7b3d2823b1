package dev.reeve.plugin.control.http;

import dev.reeve.supervisor.api.control.Supervisor;
import dev.reeve.supervisor.api.spi.ControlServer;
import dev.reeve.supervisor.testkit.ControlServerContract;
import dev.reeve.supervisor.testkit.FakePlanContext;
import dev.reeve.supervisor.testkit.FakeSupervisor;

import java.io.Closeable;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.util.Optional;

class UnixControlTest extends ControlServerContract {
    private static Client client(Path directory) throws IOException {
        return new Client(UnixDomainSocketAddress.of(directory.resolve(".reeve/control.sock")));
    }

    @Override
    protected ControlServer server(Path directory) {
        var options = new UnixControl.Options(Optional.empty());
        return new UnixControl().create(options, new FakePlanContext("house", directory));
    }

    @Override
    protected Supervisor supervisor() {
        return new FakeSupervisor();
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
}
