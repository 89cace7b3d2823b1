package dev.reeve.plugin.session.http;

import dev.reeve.supervisor.api.spi.Secret;
import dev.reeve.supervisor.testkit.PluginContract;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The plugin as a whole.
class WholeTest extends PluginContract {
    @Override
    protected List<Example> examples(Path directory) throws IOException {
        return List.of(
                new Example(
                        new HttpSessions(),
                        new HttpOptions(
                                URI.create("http://" + free()),
                                "GET",
                                Map.of("X", new Secret.Text("hush")),
                                List.of(),
                                Optional.empty())));
    }

    private static String free() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return "127.0.0.1:" + socket.getLocalPort();
        }
    }
}
