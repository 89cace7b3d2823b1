package dev.reeve.plugin.control.xmlrpc;

import dev.reeve.plugin.control.xmlrpc.call.Desk;
import dev.reeve.plugin.control.xmlrpc.guard.Gate;
import dev.reeve.plugin.control.xmlrpc.guard.Listen;
import dev.reeve.plugin.control.xmlrpc.guard.Password;
import dev.reeve.plugin.control.xmlrpc.wire.Limits;
import dev.reeve.plugin.control.xmlrpc.wire.Server;
import dev.reeve.plugin.control.xmlrpc.wire.TcpEntrance;
import dev.reeve.plugin.control.xmlrpc.wire.UnixEntrance;
import dev.reeve.supervisor.api.control.Supervisor;
import dev.reeve.supervisor.api.spi.ControlServer;
import dev.reeve.supervisor.api.spi.ControlServerPlugin;
import dev.reeve.supervisor.api.spi.Kind;
import dev.reeve.supervisor.api.spi.Option;
import dev.reeve.supervisor.api.spi.PlanContext;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/// supervisord's XML-RPC interface, on a unix socket, on TCP or on both.
@Kind(value = "xmlrpc", about = "supervisord's XML-RPC, for supervisorctl and other tools of it")
public final class XmlRpcControl implements ControlServerPlugin<XmlRpcControl.Options> {
    private static final String SOCKET = "supervisor.sock";

    /// For the catalogue of plugins.
    public XmlRpcControl() {}

    /// @param path where the socket is; `supervisor.sock` in the state directory where neither this
    ///     nor `listen` is given
    /// @param listen `host:port`
    /// @param username whom HTTP's basic authentication has to name
    /// @param passwordFile a file whose first line is the password; needed unless `listen` is
    ///     loopback, and then guards loopback and the socket, too
    public record Options(
            @Option(about = "where the unix socket is") Optional<Path> path,
            @Option(about = "host:port") Optional<String> listen,
            @Option(about = "the name for basic authentication") Optional<String> username,
            @Option(about = "a file whose first line is the password")
                    Optional<Path> passwordFile) {
        public Options {
            if (username.isPresent() != passwordFile.isPresent()) {
                throw new IllegalArgumentException(
                        "`username` and `password_file` belong together");
            }
            if (username.isPresent() && username.get().indexOf(':') >= 0) {
                throw new IllegalArgumentException("`username` cannot hold a `:`");
            }
            if (listen.isPresent()
                    && !Listen.of(listen.get()).loopback()
                    && passwordFile.isEmpty()) {
                throw new IllegalArgumentException(
                        "`listen: %s` is open to others than this machine: it needs a `username` and a `password_file`"
                                .formatted(listen.get()));
            }
        }
    }

    @Override
    public ControlServer create(Options options, PlanContext context) {
        Path socket = socket(options, context);
        Listen listen = options.listen().map(Listen::of).orElse(null);
        Path passwordFile =
                options.passwordFile().map(context.baseDirectory()::resolve).orElse(null);
        String username = options.username().orElse("");
        return supervisor -> {
            Password password = passwordFile == null ? null : Password.read(username, passwordFile);
            return serve(supervisor, socket, listen, password);
        };
    }

    private static @Nullable Path socket(Options options, PlanContext context) {
        if (options.path().isEmpty() && options.listen().isPresent()) {
            return null;
        }
        Path given = options.path().orElse(context.stateDirectory().resolve(SOCKET));
        Path path = context.baseDirectory().resolve(given).toAbsolutePath();
        UnixEntrance.check(path);
        return path;
    }

    private static AutoCloseable serve(
            Supervisor supervisor,
            @Nullable Path socket,
            @Nullable Listen listen,
            @Nullable Password password)
            throws IOException {
        Server local = null;
        if (socket != null) {
            var desk = new Desk(supervisor, Gate.owner(password));
            local = Server.start(UnixEntrance.open(socket), desk, Limits.DEFAULT);
        }
        if (listen == null) {
            return local == null ? () -> {} : local;
        }
        Server web;
        try {
            var desk = new Desk(supervisor, Gate.web(listen, password));
            web = Server.start(TcpEntrance.open(listen.address()), desk, Limits.DEFAULT);
        } catch (IOException failure) {
            if (local != null) {
                local.close();
            }
            throw failure;
        }
        return local == null ? web : both(local, web);
    }

    private static AutoCloseable both(Server one, Server other) {
        return () -> {
            try (one;
                    other) {
                // Both are closed, also where one of them fails to.
            }
        };
    }
}
