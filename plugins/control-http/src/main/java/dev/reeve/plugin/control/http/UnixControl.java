package dev.reeve.plugin.control.http;

import dev.reeve.plugin.control.http.call.Site;
import dev.reeve.plugin.control.http.guard.OwnerGuard;
import dev.reeve.plugin.control.http.wire.Limits;
import dev.reeve.plugin.control.http.wire.Server;
import dev.reeve.plugin.control.http.wire.UnixEntrance;
import dev.reeve.supervisor.api.spi.ControlServer;
import dev.reeve.supervisor.api.spi.ControlServerPlugin;
import dev.reeve.supervisor.api.spi.Kind;
import dev.reeve.supervisor.api.spi.Option;
import dev.reeve.supervisor.api.spi.PlanContext;

import java.nio.file.Path;
import java.util.Optional;

/// Control over a unix socket, for its owner and root.
@Kind(value = "unix", about = "control by HTTP over a unix socket")
public final class UnixControl implements ControlServerPlugin<UnixControl.Options> {
    /// @param path where the socket is; `control.sock` in the state directory where nothing is said
    public record Options(
            @Option(about = "where the socket is; control.sock in the state directory by default")
                    Optional<Path> path) {}

    @Override
    public ControlServer create(Options options, PlanContext context) {
        Path path =
                context.baseDirectory()
                        .resolve(
                                options.path()
                                        .orElse(context.stateDirectory().resolve("control.sock")))
                        .toAbsolutePath();
        UnixEntrance.check(path);
        return supervisor ->
                Server.start(
                        UnixEntrance.open(path),
                        new Site(supervisor, new OwnerGuard()),
                        Limits.DEFAULT);
    }
}
