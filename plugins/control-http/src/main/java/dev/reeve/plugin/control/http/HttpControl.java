package dev.reeve.plugin.control.http;

import dev.reeve.plugin.control.http.call.Site;
import dev.reeve.plugin.control.http.guard.Certificate;
import dev.reeve.plugin.control.http.guard.Hosts;
import dev.reeve.plugin.control.http.guard.Listen;
import dev.reeve.plugin.control.http.guard.Tokens;
import dev.reeve.plugin.control.http.guard.WebGuard;
import dev.reeve.plugin.control.http.wire.Entrance;
import dev.reeve.plugin.control.http.wire.Limits;
import dev.reeve.plugin.control.http.wire.Server;
import dev.reeve.plugin.control.http.wire.TcpEntrance;
import dev.reeve.plugin.control.http.wire.TlsEntrance;
import dev.reeve.supervisor.api.spi.ControlServer;
import dev.reeve.supervisor.api.spi.ControlServerPlugin;
import dev.reeve.supervisor.api.spi.Kind;
import dev.reeve.supervisor.api.spi.Option;
import dev.reeve.supervisor.api.spi.PlanContext;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import javax.net.ssl.SSLContext;

/// Control over TCP: on loopback for every program of this machine, or for those who have a token.
@Kind(value = "http", about = "control by HTTP over TCP")
public final class HttpControl implements ControlServerPlugin<HttpControl.Options> {
    /// @param listen `host:port`
    /// @param tokenFile one `ROLE TOKEN` a line (`read`, `operate`, `admin`; a bare token is
    ///     `admin`); needed unless `listen` is loopback, and then guards loopback too
    /// @param hosts names by which clients may call this server, beside its address and `localhost`
    /// @param tls by what it shows who it is; where nothing is said it speaks plain HTTP
    /// @param connections how many clients there may be at one time
    /// @param followers how many of them may follow what happens at one time
    /// @param followersPerAddress how many of those from one address
    /// @param followerSilence how long one who follows by a WebSocket may say nothing, not even
    ///     that it is still there
    public record Options(
            @Option(about = "host:port", fallback = "127.0.0.1:8420") String listen,
            @Option(about = "a file with one ROLE TOKEN a line") Optional<Path> tokenFile,
            @Option(about = "more names by which clients may call this server", fallback = "[]")
                    List<String> hosts,
            @Option(about = "certificate and key, for HTTPS") Optional<Tls> tls,
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
            @Option(
                            about = "how many of those from one address",
                            fallback = "100",
                            min = 1,
                            max = 100_000)
                    int followersPerAddress,
            @Option(about = "how long a WebSocket may be silent", fallback = "300s")
                    Duration followerSilence) {
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

    /// @param certificate a PEM file: the server's certificate, and those that vouch for it
    /// @param key a PEM file: its key, as PKCS #8 without a password
    public record Tls(
            @Option(about = "a PEM file with the certificate, and those that vouch for it")
                    Path certificate,
            @Option(about = "a PEM file with its key, as PKCS #8") Path key) {
        private Certificate in(Path folder) {
            return new Certificate(folder.resolve(certificate), folder.resolve(key));
        }
    }

    @Override
    public ControlServer create(Options options, PlanContext context) {
        Listen listen = Listen.of(options.listen());
        Optional<Path> tokenFile = options.tokenFile().map(context.baseDirectory()::resolve);
        var hosts = new Hosts(listen, options.hosts());
        Optional<Certificate> tls = options.tls().map(it -> it.in(context.baseDirectory()));
        Limits limits =
                Limits.DEFAULT
                        .connections(options.connections())
                        .followers(
                                options.followers(),
                                options.followersPerAddress(),
                                options.followerSilence());
        return supervisor -> {
            Tokens tokens = tokenFile.isPresent() ? Tokens.read(tokenFile.get()) : null;
            var site = new Site(supervisor, new WebGuard(hosts, tokens, tls.isPresent()));
            return Server.start(entrance(listen, tls), site, limits);
        };
    }

    private static Entrance entrance(Listen listen, Optional<Certificate> tls) throws IOException {
        if (tls.isEmpty()) {
            return TcpEntrance.open(listen.address());
        }
        SSLContext context = tls.get().read();
        return new TlsEntrance(TcpEntrance.open(listen.address()), context);
    }
}
