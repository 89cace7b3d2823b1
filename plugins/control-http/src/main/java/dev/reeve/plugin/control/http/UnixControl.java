package dev.reeve.plugin.control.http;

import dev.reeve.plugin.control.http.call.Role;
import dev.reeve.plugin.control.http.call.Site;
import dev.reeve.plugin.control.http.guard.PeerGuard;
import dev.reeve.plugin.control.http.guard.Peers;
import dev.reeve.plugin.control.http.wire.Limits;
import dev.reeve.plugin.control.http.wire.Server;
import dev.reeve.plugin.control.http.wire.UnixEntrance;
import dev.reeve.supervisor.api.spi.ControlServer;
import dev.reeve.supervisor.api.spi.ControlServerPlugin;
import dev.reeve.supervisor.api.spi.Kind;
import dev.reeve.supervisor.api.spi.Option;
import dev.reeve.supervisor.api.spi.PlanContext;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Control over a unix socket, for its owner and root, and those that its owner names.
@Kind(value = "unix", about = "control by HTTP over a unix socket")
public final class UnixControl implements ControlServerPlugin<UnixControl.Options> {
    /// @param path where the socket is; `control.sock` in the state directory where nothing is said
    /// @param roles what other users of the machine may do; where nothing is said, nothing
    /// @param connections how many clients there may be at one time
    /// @param followers how many of them may follow what happens at one time
    /// @param followerSilence how long one who follows by a WebSocket may say nothing, not even
    ///     that it is still there
    public record Options(
            @Option(about = "where the socket is; control.sock in the state directory by default")
                    Optional<Path> path,
            @Option(about = "which other users of this machine may do what") Optional<Roles> roles,
            @Option(
                            about = "how many clients there may be at one time",
                            fallback = "2000",
                            min = 1,
                            max = 100_000)
                    int connections,
            @Option(
                            about = "how many of them may follow what happens at one time",
                            fallback = "1000",
                            min = 1,
                            max = 100_000)
                    int followers,
            @Option(about = "how long a WebSocket may be silent", fallback = "300s")
                    Duration followerSilence) {}

    /// Names of users, and of groups as `group:NAME`.
    ///
    /// @param read who may see everything
    /// @param operate who may also start and stop services
    /// @param admin who may do everything
    public record Roles(
            @Option(about = "who may see everything", fallback = "[]") List<String> read,
            @Option(about = "who may also start and stop services", fallback = "[]")
                    List<String> operate,
            @Option(about = "who may do everything", fallback = "[]") List<String> admin) {
        public Roles {
            read = List.copyOf(read);
            operate = List.copyOf(operate);
            admin = List.copyOf(admin);
        }

        private Peers peers() {
            return Peers.of(Map.of(Role.READ, read, Role.OPERATE, operate, Role.ADMIN, admin));
        }
    }

    @Override
    public ControlServer create(Options options, PlanContext context) {
        Path path =
                context.baseDirectory()
                        .resolve(
                                options.path()
                                        .orElse(context.stateDirectory().resolve("control.sock")))
                        .toAbsolutePath();
        UnixEntrance.check(path);
        Peers peers = options.roles().map(Roles::peers).orElse(Peers.NOBODY);
        Limits limits =
                Limits.DEFAULT
                        .connections(options.connections())
                        .followers(
                                options.followers(),
                                options.followers(),
                                options.followerSilence());
        return supervisor ->
                Server.start(
                        UnixEntrance.open(path, peers),
                        new Site(supervisor, new PeerGuard()),
                        limits);
    }
}
