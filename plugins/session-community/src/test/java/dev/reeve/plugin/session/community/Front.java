package dev.reeve.plugin.session.community;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// A double as a program: as a server of Deephaven's does, it answers HTTP/1.1 and gRPC on one
/// port. It learns that port and its key from its environment.
public final class Front {
    private static final byte[] WELL =
            "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII);

    private final ServerSocket outside;
    private final DeephavenDouble inside;

    private Front(int port, String key) throws IOException {
        outside = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
        inside = DeephavenDouble.withKey(key, 0);
    }

    /// Serves until it is ended.
    public static void main(String... arguments) throws Exception {
        Front front = of(System.getenv());
        System.out.println("serves on " + front.outside.getLocalPort());
        front.serve();
    }

    static Front of(Map<String, String> environment) throws IOException {
        return new Front(
                Integer.parseInt(environment.get("DEEPHAVEN_PORT")),
                environment.get("DEEPHAVEN_PSK_TOKEN"));
    }

    /// Serves on a thread of its own.
    Front served() {
        Thread.ofVirtual().name("surefire-front").start(this::serve);
        return this;
    }

    DeephavenDouble server() {
        return inside;
    }

    void end() throws IOException, InterruptedException {
        outside.close();
        inside.end();
    }

    private void serve() {
        try {
            while (true) {
                Socket client = outside.accept();
                Thread.ofVirtual().name("surefire-front").start(() -> take(client));
            }
        } catch (IOException closed) {
            // Then it has ended.
        }
    }

    /// The first bytes of HTTP/2 are unlike any request of HTTP/1.1.
    private void take(Socket client) {
        try (client) {
            byte[] first = client.getInputStream().readNBytes(3);
            if (!new String(first, StandardCharsets.US_ASCII).equals("PRI")) {
                client.getOutputStream().write(WELL);
                return;
            }
            try (Socket server = new Socket(InetAddress.getLoopbackAddress(), inside.port())) {
                server.getOutputStream().write(first);
                Thread back =
                        Thread.ofVirtual().name("surefire-front").start(() -> move(server, client));
                move(client, server);
                back.join();
            }
        } catch (IOException | InterruptedException gone) {
            // So has the client.
        }
    }

    private static void move(Socket from, Socket to) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            in.transferTo(out);
        } catch (IOException gone) {
            // Both are closed.
        }
    }
}
