package dev.reeve.plugin.control.http;

import dev.reeve.supervisor.testkit.PluginContract;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The plugin as a whole.
class WholeTest extends PluginContract {
    @Override
    protected List<Example> examples(Path directory) throws IOException {
        return List.of(
                new Example(
                        new UnixControl(),
                        new UnixControl.Options(
                                Optional.of(directory.resolve("s")),
                                Optional.empty(),
                                100,
                                1000,
                                Duration.ofMinutes(5))),
                new Example(
                        new HttpControl(),
                        new HttpControl.Options(
                                free(),
                                Optional.empty(),
                                List.of(),
                                Optional.empty(),
                                100,
                                1000,
                                100,
                                Duration.ofMinutes(5))));
    }

    private static String free() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return "127.0.0.1:" + socket.getLocalPort();
        }
    }
}
