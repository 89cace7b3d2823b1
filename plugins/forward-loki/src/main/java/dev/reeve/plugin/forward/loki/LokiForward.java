package dev.reeve.plugin.forward.loki;

import dev.reeve.supervisor.api.spi.Kind;
import dev.reeve.supervisor.api.spi.LogForwarder;
import dev.reeve.supervisor.api.spi.LogForwarderPlugin;
import dev.reeve.supervisor.api.spi.Option;
import dev.reeve.supervisor.api.spi.PlanContext;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// `logs: {forward: [{loki: {url: …}}]}`: sends lines to Loki, or to what takes them as Loki does.
@Kind(value = "loki", about = "sends output to Loki")
public final class LokiForward implements LogForwarderPlugin<LokiForward.Options> {
    /// For the catalogue of plugins.
    public LokiForward() {}

    /// What can be written.
    public record Options(
            @Option(about = "the server, like http://localhost:3100") URI url,
            @Option(about = "more labels for each stream", fallback = "{}")
                    Map<String, String> labels,
            @Option(about = "whose lines they are, where a server has several tenants")
                    Optional<String> tenant,
            @Option(about = "a file whose first line is a bearer token") Optional<Path> tokenFile) {
        public Options {
            labels = Map.copyOf(labels);
            String scheme = String.valueOf(url.getScheme());
            if (!(scheme.equals("http") || scheme.equals("https")) || url.getHost() == null) {
                throw new IllegalArgumentException(
                        "`url` must be http://host:port or https://host, not `" + url + "`");
            }
            for (String label : labels.keySet()) {
                if (!label.matches("[a-zA-Z_][a-zA-Z0-9_]*")) {
                    throw new IllegalArgumentException(
                            "`labels` cannot hold `" + label + "`: letters, digits and `_` only");
                }
            }
        }
    }

    @Override
    public LogForwarder create(Options options, PlanContext context) {
        return new Pusher(
                options.url(),
                options.labels(),
                options.tenant().orElse(null),
                options.tokenFile().map(context.baseDirectory()::resolve).orElse(null));
    }
}
