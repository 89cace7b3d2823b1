package dev.reeve.supervisor.core.engine;

import dev.reeve.supervisor.api.model.Work;
import dev.reeve.supervisor.api.spi.Preparation;
import dev.reeve.supervisor.core.kernel.Kernel;
import dev.reeve.supervisor.core.kernel.Kernel.MessageSocket;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;

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
        String known = active.address();
        if (known != null) {
            // Another strategy has made it for this run, and the run may say something at any time.
            return known;
        }
        String user =
                active.plan().spec().work() instanceof Work.ChildProcess process
                        ? process.settings().user()
                        : null;
        Long other = kernel.user(user);
        Files.createDirectories(sockets);
        if (other != null) {
            letThrough(sockets);
            letThrough(sockets.toAbsolutePath().getParent());
        }
        MessageSocket socket = kernel.openSocket(sockets.resolve(service()), other, active::said);
        active.listens(socket);
        return socket.address();
    }

    /// Whoever has another user than the supervisor must reach the socket, which is its own. It can
    /// go through the folder, not see what is in it.
    private static void letThrough(@Nullable Path folder) throws IOException {
        if (folder == null) {
            return;
        }
        var permissions = Files.getPosixFilePermissions(folder);
        if (permissions.add(PosixFilePermission.OTHERS_EXECUTE)) {
            Files.setPosixFilePermissions(folder, permissions);
        }
    }

    @Override
    public void setEnvironment(String name, String value) {
        active.environment(name, value);
    }
}
