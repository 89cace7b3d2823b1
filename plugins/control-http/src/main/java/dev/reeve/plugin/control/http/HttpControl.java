package dev.reeve.plugin.control.http;

import dev.reeve.plugin.control.http.call.Site;
import dev.reeve.plugin.control.http.guard.Hosts;
import dev.reeve.plugin.control.http.guard.Listen;
import dev.reeve.plugin.control.http.guard.Tokens;
import dev.reeve.plugin.control.http.guard.WebGuard;
import dev.reeve.plugin.control.http.wire.Limits;
import dev.reeve.plugin.control.http.wire.Server;
import dev.reeve.plugin.control.http.wire.TcpEntrance;
import dev.reeve.supervisor.api.control.Supervisor;
import dev.reeve.supervisor.api.spi.ControlServer;
import dev.reeve.supervisor.api.spi.ControlServerPlugin;
import dev.reeve.supervisor.api.spi.Kind;
import dev.reeve.supervisor.api.spi.Option;
import dev.reeve.supervisor.api.spi.PlanContext;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Control over TCP: on loopback for every program of this machine, or for those who have a token.
@Kind(value = "http", about = "control by HTTP over TCP")
public final class HttpControl implements ControlServerPlugin<HttpControl.Options> {
    /// @param listen `host:port`
    /// @param tokenFile one `ROLE TOKEN` a line (`read`, `operate`, `admin`; a bare token is
    ///     `admin`); needed unless `listen` is loopback, and then guards loopback too
    /// @param hosts names by which clients may call this server, beside its address and `localhost`
    public record Options(
            @Option(about = "host:port", fallback = "127.0.0.1:8420") String listen,
            @Option(about = "a file with one ROLE TOKEN a line") Optional<Path> tokenFile,
            @Option(about = "more names by which clients may call this server", fallback = "[]")
                    List<String> hosts) {
        public Options {
            hosts = List.copyOf(hosts);
            if (!Listen.of(listen).loopback() && tokenFile.isEmpty()) {
                throw new IllegalArgumentException(
                        "`listen: "
                                + listen
                                + "` is open to others than this machine: it needs a `token_file`");
            }
        }
    }

    @Override
    public ControlServer create(Options options, PlanContext context) {
        Listen listen = Listen.of(options.listen());
        Optional<Path> tokenFile = options.tokenFile().map(context.baseDirectory()::resolve);
        var hosts = new Hosts(listen, options.hosts());
        return supervisor -> serve(supervisor, listen, hosts, tokenFile);
    }

    private static Server serve(
            Supervisor supervisor, Listen listen, Hosts hosts, Optional<Path> tokenFile)
            throws IOException {
        Tokens tokens = tokenFile.isPresent() ? Tokens.read(tokenFile.get()) : null;
        var site = new Site(supervisor, new WebGuard(hosts, tokens));
        return Server.start(TcpEntrance.open(listen.address()), site, Limits.DEFAULT);
    }
}
