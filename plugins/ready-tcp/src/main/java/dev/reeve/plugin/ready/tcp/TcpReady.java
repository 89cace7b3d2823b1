package dev.reeve.plugin.ready.tcp;

import dev.reeve.supervisor.api.spi.Kind;
import dev.reeve.supervisor.api.spi.Option;
import dev.reeve.supervisor.api.spi.PlanContext;
import dev.reeve.supervisor.api.spi.ReadyStrategy;
import dev.reeve.supervisor.api.spi.ReadyStrategyPlugin;

import java.nio.file.Path;
import java.time.Duration;

/// `ready: {tcp: {port: …}}`: ready when the port takes a connection, and it is the service's own.
@Kind(value = "tcp", about = "ready when a TCP port of the service takes connections")
public final class TcpReady implements ReadyStrategyPlugin<TcpReady.Options> {
    /// For the catalogue of plugins.
    public TcpReady() {}

    @Override
    public ReadyStrategy create(Options options, PlanContext context) {
        return new TcpStrategy(options, new Ownership(Path.of("/proc")));
    }

    /// What can be written.
    public record Options(
            @Option(about = "the port", min = 1, max = 65535) int port,
            @Option(about = "a name or an address", fallback = "localhost") String host,
            @Option(about = "how long one attempt may take", fallback = "1s") Duration timeout,
            @Option(
                            about =
                                    "whether, on this machine, a process of the service itself must"
                                            + " listen; false for ports that something else"
                                            + " forwards (containers)",
                            fallback = "true")
                    boolean own) {
        public Options {
            if (host.isBlank()) {
                throw new IllegalArgumentException("`host` must not be empty");
            }
            if (timeout.toMillis() < 1) {
                throw new IllegalArgumentException("`timeout` must be at least 1ms");
            }
        }
    }
}
