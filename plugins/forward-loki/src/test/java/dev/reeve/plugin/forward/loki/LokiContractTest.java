package dev.reeve.plugin.forward.loki;

import dev.reeve.supervisor.api.spi.LogForwarder;
import dev.reeve.supervisor.testkit.FakePlanContext;
import dev.reeve.supervisor.testkit.LogForwarderContract;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/// A push is answered once it is read, so what was forwarded has come.
@Timeout(60)
class LokiContractTest extends LogForwarderContract {
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
        deaf = listening();
        return Optional.of(to(deaf.getLocalPort(), directory));
    }

    private static ServerSocket listening() throws IOException {
        return new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    }

    private static LogForwarder to(int port, Path directory) {
        var options =
                new LokiForward.Options(
                        URI.create("http://127.0.0.1:" + port),
                        Map.of(),
                        Optional.empty(),
                        Optional.empty());
        return new LokiForward().create(options, new FakePlanContext("web", directory));
    }

    private static final class Server implements Given {
        private static final Pattern VALUE =
                Pattern.compile("\\[\"\\d+\",\"((?:[^\"\\\\]++|\\\\.)*+)\"");

        private final ServerSocket server = listening();
        private final Path directory;
        private final List<String> texts = new CopyOnWriteArrayList<>();

        Server(Path directory) throws IOException {
            this.directory = directory;
            Thread.ofVirtual().name("loki").start(this::takeAll);
        }

        private void takeAll() {
            while (!server.isClosed()) {
                try (Socket client = server.accept()) {
                    take(client);
                } catch (IOException gone) {
                    // The next one, or none.
                }
            }
        }

        private void take(Socket client) throws IOException {
            var in = new DataInputStream(client.getInputStream());
            var head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                head.append((char) in.readUnsignedByte());
            }
            String length = head.toString().replaceFirst("(?is).*content-length: (\\d+).*", "$1");
            var body = new ByteArrayInputStream(in.readNBytes(Integer.parseInt(length)));
            String json =
                    new String(new GZIPInputStream(body).readAllBytes(), StandardCharsets.UTF_8);
            VALUE.matcher(json).results().forEach(value -> texts.add(value.group(1)));
            client.getOutputStream()
                    .write(
                            "HTTP/1.1 204 x\r\nConnection: close\r\n\r\n"
                                    .getBytes(StandardCharsets.US_ASCII));
        }

        @Override
        public LogForwarder forwarder() {
            return to(server.getLocalPort(), directory);
        }

        @Override
        public List<String> arrived(int atLeast) {
            return List.copyOf(texts);
        }

        @Override
        public void close() throws IOException {
            server.close();
        }
    }
}
