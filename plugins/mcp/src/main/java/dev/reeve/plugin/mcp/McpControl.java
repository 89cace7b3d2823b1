package dev.reeve.plugin.mcp;

import dev.reeve.plugin.mcp.serve.Endpoint;
import dev.reeve.plugin.mcp.serve.Listen;
import dev.reeve.plugin.mcp.serve.Site;
import dev.reeve.plugin.mcp.verb.Verbs;
import dev.reeve.supervisor.api.spi.ControlServer;
import dev.reeve.supervisor.api.spi.ControlServerPlugin;
import dev.reeve.supervisor.api.spi.Kind;
import dev.reeve.supervisor.api.spi.Option;
import dev.reeve.supervisor.api.spi.PlanContext;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Reeve's own verbs, as the tools of an MCP server.
@Kind(value = "mcp", about = "Reeve's verbs as tools of an MCP server")
public final class McpControl implements ControlServerPlugin<McpControl.Options> {
    /// What clients may do.
    public enum Allow {
        /// Look at everything.
        READ,
        /// Also start and stop services, and reload the manifest.
        OPERATE
    }

    /// @param listen `host:port`
    /// @param path the path of the endpoint
    /// @param allow the most that a client may do, whatever its token says
    /// @param tokenFile one `ROLE TOKEN` a line; needed unless `listen` is loopback, and then
    ///     guards loopback too
    /// @param hosts names by which clients may call this server, beside its address and `localhost`
    public record Options(
            @Option(about = "host:port", fallback = "127.0.0.1:8430") String listen,
            @Option(about = "the path of the endpoint", fallback = "/mcp") String path,
            @Option(about = "the most that a client may do", fallback = "read") Allow allow,
            @Option(about = "a file with one ROLE TOKEN a line") Optional<Path> tokenFile,
            @Option(about = "more names by which clients may call this server", fallback = "[]")
                    List<String> hosts) {
        public Options {
            hosts = List.copyOf(hosts);
            new Site(Listen.of(listen), path, hosts, tokenFile);
        }

        private Site site() {
            return new Site(Listen.of(listen), path, hosts, tokenFile);
        }
    }

    @Override
    public ControlServer create(Options options, PlanContext context) {
        Site site = options.site().in(context.baseDirectory());
        boolean changes = options.allow() == Allow.OPERATE;
        return supervisor -> Endpoint.start(site, new Verbs(supervisor, changes));
    }
}
