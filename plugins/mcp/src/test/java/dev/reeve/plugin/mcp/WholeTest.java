package dev.reeve.plugin.mcp;

import dev.reeve.supervisor.testkit.PluginContract;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The plugin as a whole.
class WholeTest extends PluginContract {
    @Override
    protected List<Example> examples(Path directory) throws IOException {
        return List.of(
                new Example(
                        new McpServerKind(),
                        new McpServerKind.Options(
                                List.of("true"),
                                Map.of(),
                                Optional.empty(),
                                Duration.ofSeconds(5),
                                Optional.empty(),
                                Map.of(),
                                Optional.empty(),
                                Optional.empty(),
                                Duration.ofSeconds(5))),
                new Example(
                        new McpAggregatorKind(),
                        new McpAggregatorKind.Options(
                                free(), "/mcp", List.of(), "_", Optional.empty(), List.of())),
                new Example(
                        new McpControl(),
                        new McpControl.Options(
                                free(),
                                "/mcp",
                                McpControl.Allow.READ,
                                Optional.empty(),
                                List.of())));
    }

    private static String free() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return "127.0.0.1:" + socket.getLocalPort();
        }
    }
}
