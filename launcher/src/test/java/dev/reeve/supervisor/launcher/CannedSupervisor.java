package dev.reeve.supervisor.launcher;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// A control socket with canned answers, by `METHOD path`. Remembers what it was asked.
final class CannedSupervisor implements AutoCloseable {
    private final ServerSocketChannel server;
    private final Path socket;
    private final Map<String, Canned> answers = new ConcurrentHashMap<>();
    private final Map<String, Runnable> effects = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<SocketChannel> clients = new CopyOnWriteArrayList<>();
    private volatile boolean endless;

    private record Canned(int status, String type, String body, boolean chunked) {}

    CannedSupervisor(Path stateDirectory) throws IOException {
        this(stateDirectory, true);
    }

    /// Lets who comes wait until it {@link #begins}.
    static CannedSupervisor silent(Path stateDirectory) throws IOException {
        return new CannedSupervisor(stateDirectory, false);
    }

    private CannedSupervisor(Path stateDirectory, boolean begin) throws IOException {
        Files.createDirectories(stateDirectory);
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        socket = stateDirectory.resolve("control.sock");
        server.bind(UnixDomainSocketAddress.of(socket));
        if (begin) {
            begins();
        }
    }

    CannedSupervisor begins() {
        Thread.ofVirtual().start(this::serve);
        return this;
    }

    CannedSupervisor json(String request, String body) {
        return answer(request, 200, "application/json", body);
    }

    CannedSupervisor text(String request, String body) {
        return answer(request, 200, "text/plain", body);
    }

    CannedSupervisor problem(String request, int status, String detail) {
        String body = "{\"title\":\"no\",\"detail\":\"" + detail + "\",\"status\":" + status + "}";
        return answer(request, status, "application/problem+json", body);
    }

    /// Server-sent events, sent in chunks; then the stream ends.
    CannedSupervisor stream(String request, String... frames) {
        String body = String.join("\n\n", frames) + "\n\n";
        answers.put(request, new Canned(200, "text/event-stream", body, true));
        return this;
    }

    /// The same, but the stream never ends by itself.
    CannedSupervisor endless(String request, String... frames) {
        endless = true;
        return stream(request, frames);
    }

    /// A first page that holds all services.
    CannedSupervisor services(String... services) {
        return json(
                "GET /v1/services?limit=100&offset=0",
                "{\"items\":["
                        + String.join(",", services)
                        + "],\"total\":"
                        + services.length
                        + "}");
    }

    /// What it was asked, in order: `METHOD path` or `METHOD path body`.
    List<String> asked() {
        return asked;
    }

    /// After it was asked this, something else is so; before it has answered.
    CannedSupervisor then(String request, Runnable happens) {
        effects.put(request, happens);
        return this;
    }

    /// Never answers.
    CannedSupervisor stalls(String request) {
        return answer(request, 0, "", "");
    }

    CannedSupervisor nothing(String request) {
        return answer(request, 204, "", "");
    }

    CannedSupervisor refused(String request, int status, String body) {
        return answer(request, status, "application/problem+json", body);
    }

    /// Ends, as a supervisor does: with its clients, and its socket.
    @Override
    public void close() throws IOException {
        server.close();
        for (SocketChannel client : clients) {
            client.close();
        }
        Files.deleteIfExists(socket);
    }

    private CannedSupervisor answer(String request, int status, String type, String body) {
        answers.put(request, new Canned(status, type, body, false));
        return this;
    }

    private void serve() {
        try {
            while (true) {
                SocketChannel client = server.accept();
                clients.add(client);
                Thread.ofVirtual().start(() -> answer(client));
            }
        } catch (IOException closed) {
            // the test is over
        }
    }

    private void answer(SocketChannel client) {
        try (client) {
            var reader =
                    new BufferedReader(
                            new InputStreamReader(
                                    Channels.newInputStream(client), StandardCharsets.UTF_8));
            String[] start = reader.readLine().split(" ");
            int length = 0;
            for (String line = reader.readLine(); !line.isEmpty(); line = reader.readLine()) {
                if (line.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:")) {
                    length = Integer.parseInt(line.substring(15).strip());
                } else if (line.startsWith("Authorization:") || line.startsWith("Last-Event-ID:")) {
                    asked.add(line);
                }
            }
            var body = new char[length];
            for (int at = 0; at < length; ) {
                at += reader.read(body, at, length - at);
            }
            String request = start[0] + " " + start[1];
            asked.add(length == 0 ? request : request + " " + new String(body));
            effects.getOrDefault(request, () -> {}).run();
            send(
                    client,
                    answers.getOrDefault(
                            request, new Canned(404, "text/plain", "no " + request, false)));
        } catch (IOException gone) {
            // the client has what it wanted
        }
    }

    private void send(SocketChannel client, Canned canned) throws IOException {
        if (canned.status() == 0) {
            Channels.newInputStream(client).read();
            return;
        }
        byte[] body = canned.body().getBytes(StandardCharsets.UTF_8);
        String head =
                "HTTP/1.1 %d Canned\r\nContent-Type: %s\r\n"
                        .formatted(canned.status(), canned.type());
        OutputStream out = Channels.newOutputStream(client);
        if (!canned.chunked()) {
            out.write(bytes(head + "Content-Length: " + body.length + "\r\n\r\n"));
            out.write(body);
            return;
        }
        out.write(bytes(head + "Transfer-Encoding: chunked\r\n\r\n"));
        for (int at = 0; at < body.length; at += 7) {
            int size = Math.min(7, body.length - at);
            out.write(bytes(Integer.toHexString(size) + "\r\n"));
            out.write(body, at, size);
            out.write(bytes("\r\n"));
        }
        if (endless) {
            // Answers nothing more until the client goes.
            Channels.newInputStream(client).read();
        }
        out.write(bytes("0\r\n\r\n"));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
