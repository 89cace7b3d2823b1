package dev.reeve.plugin.session.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// A server that answers every request with one status, or not at all.
final class Answering implements AutoCloseable {
    private final ServerSocket socket;
    private final Queue<String> requests = new ConcurrentLinkedQueue<>();
    private final Queue<Socket> open = new ConcurrentLinkedQueue<>();
    private volatile int status;

    /// @param status 0 for no answer
    Answering(int status) throws IOException {
        this.status = status;
        this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/there?token=s3cret");
    }

    void says(int other) {
        status = other;
    }

    /// The heads of all requests so far.
    List<String> requests() {
        return List.copyOf(requests);
    }

    private void accept() {
        try {
            while (true) {
                Socket one = socket.accept();
                open.add(one);
                Thread.ofVirtual().start(() -> serve(one));
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private void serve(Socket one) {
        try (one) {
            var in = one.getInputStream();
            var head = new StringBuilder();
            for (int next = in.read(); next >= 0; next = in.read()) {
                head.append((char) next);
                if (head.toString().endsWith("\r\n\r\n")) {
                    requests.add(head.toString());
                    head.setLength(0);
                    if (status == 0) {
                        continue;
                    }
                    String answer = "HTTP/1.1 " + status + " Said\r\nContent-Length: 0\r\n\r\n";
                    one.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
                }
            }
        } catch (IOException closed) {
            // The client is gone.
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
        for (Socket one : open) {
            one.close();
        }
    }
}
