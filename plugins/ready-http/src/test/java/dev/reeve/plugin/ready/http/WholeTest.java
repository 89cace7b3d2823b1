package dev.reeve.plugin.ready.http;

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
        var options =
                new HttpOptions(
                        Optional.of(URI.create("http://" + free())),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(200),
                        Map.of(),
                        "GET",
                        Optional.empty(),
                        Optional.empty(),
                        true);
        return List.of(
                new Example(new HttpReady(), options), new Example(new HttpHealth(), options));
    }

    private static String free() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return "127.0.0.1:" + socket.getLocalPort();
        }
    }
}
