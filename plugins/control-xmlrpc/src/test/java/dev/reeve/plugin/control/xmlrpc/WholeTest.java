package dev.reeve.plugin.control.xmlrpc;

import dev.reeve.supervisor.testkit.PluginContract;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The plugin as a whole.
class WholeTest extends PluginContract {
    @Override
    protected List<Example> examples(Path directory) throws IOException {
        return List.of(
                new Example(
                        new XmlRpcControl(),
                        new XmlRpcControl.Options(
                                Optional.empty(),
                                Optional.of(free()),
                                Optional.empty(),
                                Optional.empty())));
    }

    private static String free() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return "127.0.0.1:" + socket.getLocalPort();
        }
    }
}
