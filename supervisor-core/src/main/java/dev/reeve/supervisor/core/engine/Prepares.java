package dev.reeve.supervisor.core.engine;

import dev.reeve.supervisor.api.model.Work;
import dev.reeve.supervisor.api.spi.Preparation;
import dev.reeve.supervisor.core.kernel.Kernel;
import dev.reeve.supervisor.core.kernel.Kernel.MessageSocket;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What a ready strategy may do before the spawn.
///
/// @param sockets where sockets for messages are made
record Prepares(ActiveRun active, Kernel kernel, Path sockets) implements Preparation {
    @Override
    public String service() {
        return active.plan().name();
    }

    @Override
    public int run() {
        return active.run();
    }

    @Override
    public void makePipe(Path path) throws IOException {
        kernel.makePipe(path);
    }

    @Override
    public String makeSocket() throws IOException {
        String user =
                active.plan().spec().work() instanceof Work.ChildProcess process
                        ? process.settings().user()
                        : null;
        Files.createDirectories(sockets);
        MessageSocket socket =
                kernel.openSocket(sockets.resolve(service()), kernel.user(user), active::said);
        active.listens(socket);
        return socket.address();
    }

    @Override
    public void setEnvironment(String name, String value) {
        active.environment(name, value);
    }
}
