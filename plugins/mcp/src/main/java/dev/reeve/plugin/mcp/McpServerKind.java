package dev.reeve.plugin.mcp;

import dev.reeve.plugin.mcp.remote.Reach;
import dev.reeve.plugin.mcp.remote.Remote;
import dev.reeve.supervisor.api.spi.Kind;
import dev.reeve.supervisor.api.spi.Option;
import dev.reeve.supervisor.api.spi.PlanContext;
import dev.reeve.supervisor.api.spi.ServiceKindPlugin;
import dev.reeve.supervisor.api.spi.SessionBackend;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A server of the Model Context Protocol: a program that Reeve starts, or one that runs elsewhere.
@Kind(value = McpServerKind.KIND, about = "an MCP server: a program, or a URL")
public final class McpServerKind implements ServiceKindPlugin<McpServerKind.Options> {
    /// The word for it.
    public static final String KIND = "mcp-server";

    /// Either `command` or `url`.
    ///
    /// @param command a program that speaks over stdin and stdout
    /// @param environment of that program, beside the supervisor's own
    /// @param directory where it runs
    /// @param stopTimeout how long it has to end before it is killed
    /// @param url a server that speaks streamable HTTP
    /// @param headers sent with every request
    /// @param tokenFile a file whose first line is sent as a bearer token; read at each connection
    /// @param tokenVariable the variable of the supervisor's environment that is sent as one
    /// @param timeout how long one request may take
    public record Options(
            @Option(
                            about = "a program that speaks over stdin and stdout",
                            fallback = "[]",
                            words = true)
                    List<String> command,
            @Option(about = "of that program", fallback = "{}", secret = true)
                    Map<String, String> environment,
            @Option(about = "where that program runs") Optional<Path> directory,
            @Option(about = "how long it has to end before it is killed", fallback = "5s")
                    Duration stopTimeout,
            @Option(about = "a server that speaks streamable HTTP") Optional<URI> url,
            @Option(about = "sent with every request", fallback = "{}", secret = true)
                    Map<String, String> headers,
            @Option(about = "a file whose first line is a bearer token") Optional<Path> tokenFile,
            @Option(about = "an environment variable that is a bearer token")
                    Optional<String> tokenVariable,
            @Option(about = "how long one request may take", fallback = "60s") Duration timeout) {
        public Options {
            command = List.copyOf(command);
            if (command.isEmpty() == url.isEmpty()) {
                throw new IllegalArgumentException(
                        "an MCP server has either a `command` or a `url`"
                                + (command.isEmpty() ? "" : ", not both"));
            }
            if (url.isEmpty()
                    && (!headers.isEmpty() || tokenFile.isPresent() || tokenVariable.isPresent())) {
                throw new IllegalArgumentException(
                        "`headers`, `token_file` and `token_variable` belong to a `url`; a"
                                + " `command` has its `environment`");
            }
            if (command.isEmpty() && (!environment.isEmpty() || directory.isPresent())) {
                throw new IllegalArgumentException(
                        "`environment` and `directory` belong to a `command`; a `url` has its"
                                + " `headers`");
            }
            if (tokenFile.isPresent() && tokenVariable.isPresent()) {
                throw new IllegalArgumentException(
                        "there is one token: in a `token_file` or in a `token_variable`, not both");
            }
            url.ifPresent(Options::check);
        }

        private static void check(URI url) {
            boolean web = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
            if (!web || url.getHost() == null) {
                throw new IllegalArgumentException("`url` must be like https://example.org/mcp");
            }
        }
    }

    @Override
    public SessionBackend create(Options options, PlanContext context) {
        Path folder = context.baseDirectory();
        Reach reach =
                options.url().isPresent()
                        ? new Reach.Address(
                                options.url().get(),
                                options.headers(),
                                options.tokenFile().map(folder::resolve),
                                options.tokenVariable())
                        : new Reach.Program(
                                options.command(),
                                options.environment(),
                                options.directory().map(folder::resolve).orElse(folder),
                                options.stopTimeout());
        return opening -> Remote.open(opening, reach, options.timeout());
    }
}
