package dev.reeve.plugin.control.http;

import dev.reeve.plugin.control.http.call.Site;
import dev.reeve.plugin.control.http.guard.PeerGuard;
import dev.reeve.plugin.control.http.guard.Peers;
import dev.reeve.plugin.control.http.wire.Limits;
import dev.reeve.plugin.control.http.wire.Server;
import dev.reeve.plugin.control.http.wire.UnixEntrance;
import dev.reeve.supervisor.testkit.FakeSupervisor;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// A fake supervisor, served on a unix socket of its own.
public record Served(FakeSupervisor supervisor, Path folder, Server server)
        implements AutoCloseable {
    /// Limits that a test can wait for.
    public static final Limits SHORT =
            new Limits(
                    16 * 1024,
                    64,
                    64 * 1024,
                    Duration.ofMillis(400),
                    Duration.ofMillis(800),
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(5),
                    Duration.ofMillis(100),
                    Duration.ofSeconds(5),
                    20,
                    10,
                    10);

    public static Served serve() throws IOException {
        return serve(Limits.DEFAULT);
    }

    public static Served serve(Limits limits) throws IOException {
        return serve(new FakeSupervisor(), limits);
    }

    public static Served serve(FakeSupervisor supervisor, Limits limits) throws IOException {
        Path folder = Files.createTempDirectory("reeve");
        var site = new Site(supervisor, new PeerGuard());
        var entrance = UnixEntrance.open(folder.resolve("control.sock"), Peers.NOBODY);
        return new Served(supervisor, folder, Server.start(entrance, site, limits));
    }

    public Client client() throws IOException {
        return new Client(UnixDomainSocketAddress.of(folder.resolve("control.sock")));
    }

    @Override
    public void close() throws IOException {
        server.close();
        Files.deleteIfExists(folder);
    }
}
