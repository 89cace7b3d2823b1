package dev.reeve.plugin.control.pilot.tcp;

import dev.reeve.supervisor.api.spi.ControlServer;
import dev.reeve.supervisor.api.spi.ControlServerPlugin;
import dev.reeve.supervisor.api.spi.Kind;
import dev.reeve.supervisor.api.spi.Option;
import dev.reeve.supervisor.api.spi.PlanContext;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// process-pilot's own control server, for clients that speak to it.
@Kind(value = "tcp", about = "process-pilot's JSON over TCP")
public final class PilotControl implements ControlServerPlugin<PilotControl.Options> {
    /// How long a client may say nothing.
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /// For the catalogue of plugins.
    public PilotControl() {}

    /// @param listen `host:port`
    /// @param tokenFile a file whose first line every request has to show as `token`; needed unless
    ///     `listen` is loopback, and then guards loopback, too
    public record Options(
            @Option(about = "host:port", fallback = "127.0.0.1:9999") String listen,
            @Option(about = "a file whose first line is the token") Optional<Path> tokenFile) {
        public Options {
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
        Path tokenFile = options.tokenFile().map(context.baseDirectory()::resolve).orElse(null);
        return supervisor -> {
            Token token = tokenFile == null ? null : Token.read(tokenFile);
            return PilotServer.start(listen, new Orders(supervisor, token), PATIENCE);
        };
    }
}
