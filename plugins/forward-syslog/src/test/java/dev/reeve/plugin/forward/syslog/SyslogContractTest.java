package dev.reeve.plugin.forward.syslog;

import dev.reeve.supervisor.api.spi.LogForwarder;
import dev.reeve.supervisor.testkit.FakePlanContext;
import dev.reeve.supervisor.testkit.LogForwarderContract;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Over TCP, where nothing is lost.
@Timeout(60)
class SyslogContractTest extends LogForwarderContract {
    private @Nullable ServerSocket deaf;

    @AfterEach
    void closeTheDeaf() throws IOException {
        if (deaf != null) {
            deaf.close();
        }
    }

    @Override
    protected Given given(Path directory) throws IOException {
        return new Server(directory);
    }

    @Override
    protected Optional<LogForwarder> nobodyThere(Path directory) throws IOException {
        try (ServerSocket free = listening()) {
            return Optional.of(to(free.getLocalPort(), directory));
        }
    }

    @Override
    protected Optional<LogForwarder> held(Path directory) throws IOException {
        deaf = new ServerSocket();
        deaf.setReceiveBufferSize(4096);
        deaf.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        return Optional.of(to(deaf.getLocalPort(), directory));
    }

    private static ServerSocket listening() throws IOException {
        return new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    }

    private static LogForwarder to(int port, Path directory) {
        var options =
                new SyslogForward.Options(
                        URI.create("tcp://127.0.0.1:" + port),
                        "daemon",
                        Optional.empty(),
                        Optional.of("me"));
        return new SyslogForward().create(options, new FakePlanContext("web", directory));
    }

    /// Reads what has come when somebody asks for it.
    private static final class Server implements Given {
        private final ServerSocket server = listening();
        private final Path directory;
        private final List<String> texts = new ArrayList<>();
        private @Nullable Socket client;

        Server(Path directory) throws IOException {
            this.directory = directory;
        }

        @Override
        public LogForwarder forwarder() {
            return to(server.getLocalPort(), directory);
        }

        @Override
        public List<String> arrived(int atLeast) throws IOException {
            if (client == null) {
                client = server.accept();
            }
            var in = new DataInputStream(client.getInputStream());
            while (texts.size() < atLeast) {
                var length = new StringBuilder();
                for (int digit = in.readUnsignedByte();
                        digit != ' ';
                        digit = in.readUnsignedByte()) {
                    length.append((char) digit);
                }
                byte[] message = in.readNBytes(Integer.parseInt(length.toString()));
                texts.add(new String(message, StandardCharsets.UTF_8).split(" - ", 2)[1]);
            }
            return List.copyOf(texts);
        }

        @Override
        public void close() throws IOException {
            server.close();
            if (client != null) {
                client.close();
            }
        }
    }
}
