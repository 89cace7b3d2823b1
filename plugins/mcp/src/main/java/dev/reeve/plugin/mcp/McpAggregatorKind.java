package dev.reeve.plugin.mcp;

import dev.reeve.plugin.mcp.gather.Aggregator;
import dev.reeve.plugin.mcp.serve.Listen;
import dev.reeve.plugin.mcp.serve.Site;
import dev.reeve.supervisor.api.spi.Kind;
import dev.reeve.supervisor.api.spi.Option;
import dev.reeve.supervisor.api.spi.PlanContext;
import dev.reeve.supervisor.api.spi.ServiceKindPlugin;
import dev.reeve.supervisor.api.spi.SessionBackend;
import dev.reeve.supervisor.api.state.ServiceSnapshot;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// One endpoint with the tools of all MCP servers that are connected.
@Kind(value = "mcp-aggregator", about = "one endpoint with the tools of all MCP servers")
public final class McpAggregatorKind implements ServiceKindPlugin<McpAggregatorKind.Options> {
    private static final Pattern SEPARATOR = Pattern.compile("[A-Za-z0-9_.-]{1,8}");
    private static final Pattern TARGET = Pattern.compile("[A-Za-z0-9._*?-]+");

    /// @param listen `host:port`
    /// @param path the path of the endpoint
    /// @param servers names or globs of the services of kind `mcp-server` that are gathered; none
    ///     means all
    /// @param separator what stands between the name of a server and that of its tool
    /// @param tokenFile one `ROLE TOKEN` a line; needed unless `listen` is loopback, and then
    ///     guards loopback too
    /// @param hosts names by which clients may call this server, beside its address and `localhost`
    public record Options(
            @Option(about = "host:port", fallback = "127.0.0.1:8431") String listen,
            @Option(about = "the path of the endpoint", fallback = "/mcp") String path,
            @Option(about = "which servers, by names or globs; all by itself", fallback = "[]")
                    List<String> servers,
            @Option(about = "what stands between server and tool", fallback = "_") String separator,
            @Option(about = "a file with one ROLE TOKEN a line") Optional<Path> tokenFile,
            @Option(about = "more names by which clients may call this server", fallback = "[]")
                    List<String> hosts) {
        public Options {
            servers = List.copyOf(servers);
            hosts = List.copyOf(hosts);
            new Site(Listen.of(listen), path, hosts, tokenFile);
            if (!SEPARATOR.matcher(separator).matches()) {
                throw new IllegalArgumentException(
                        "`separator` must be 1 to 8 letters, digits, `_`, `.` or `-`, not `"
                                + separator
                                + "`");
            }
            for (String server : servers) {
                if (!TARGET.matcher(server).matches()) {
                    throw new IllegalArgumentException(
                            "`servers` holds names and globs like `web-*`, not `" + server + "`");
                }
            }
        }

        private Site site() {
            return new Site(Listen.of(listen), path, hosts, tokenFile);
        }
    }

    @Override
    public SessionBackend create(Options options, PlanContext context) {
        Site site = options.site().in(context.baseDirectory());
        Predicate<ServiceSnapshot> wanted = wanted(options.servers());
        return opening -> Aggregator.open(opening, site, wanted, options.separator());
    }

    private static Predicate<ServiceSnapshot> wanted(List<String> targets) {
        List<PathMatcher> globs =
                targets.stream()
                        .map(target -> FileSystems.getDefault().getPathMatcher("glob:" + target))
                        .toList();
        return service ->
                service.key().kind().equals(McpServerKind.KIND)
                        && (globs.isEmpty()
                                || globs.stream()
                                        .anyMatch(glob -> glob.matches(Path.of(service.name()))));
    }
}
