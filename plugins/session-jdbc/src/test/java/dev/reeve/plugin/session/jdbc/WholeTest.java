package dev.reeve.plugin.session.jdbc;

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
                        new JdbcSessions(),
                        new JdbcOptions(
                                "jdbc:postgresql://" + free() + "/none",
                                Optional.of("me"),
                                Optional.empty(),
                                Map.of(),
                                2,
                                Duration.ofSeconds(1),
                                Duration.ofSeconds(1),
                                Duration.ofMinutes(30),
                                new JdbcOptions.Retry(1, Duration.ofMillis(100)),
                                List.of())));
    }

    private static String free() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return "127.0.0.1:" + socket.getLocalPort();
        }
    }
}
