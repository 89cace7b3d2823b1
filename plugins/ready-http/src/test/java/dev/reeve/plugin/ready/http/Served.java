package dev.reeve.plugin.ready.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// A server that gives everybody one answer, as it is written; or none.
final class Served implements AutoCloseable {
    static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    /// Takes the request, and then says nothing.
    static final String SILENCE = "";

    /// The first byte of a handshake (RFC 8446, 5.1).
    private static final int TLS = 0x16;

    private final ServerSocket server = new ServerSocket();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<Socket> held = new CopyOnWriteArrayList<>();
    private final Thread thread;
    private volatile String answer;
    private volatile int givenUp;

    Served(int port, String answer) throws IOException {
        this.answer = answer;
        server.setReuseAddress(true);
        server.bind(new InetSocketAddress("127.0.0.1", port));
        thread = Thread.ofVirtual().name("served").start(this::serve);
    }

    static Served saying(String answer) throws IOException {
        return new Served(0, answer);
    }

    int port() {
        return server.getLocalPort();
    }

    void says(String next) {
        answer = next;
    }

    /// What it was asked so far.
    List<String> requests() {
        return List.copyOf(requests);
    }

    /// How many clients have closed their connection while they were kept waiting.
    int givenUp() {
        return givenUp;
    }

    private void serve() {
        while (!server.isClosed()) {
            try {
                answer(server.accept());
            } catch (IOException closed) {
                // Its end, or that of a client.
            }
        }
    }

    private void answer(Socket client) throws IOException {
        held.add(client);
        InputStream in = client.getInputStream();
        StringBuilder request = new StringBuilder();
        while (request.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next == TLS) {
                client.getOutputStream()
                        .write("HTTP/1.1 400 No\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
            }
            if (next < 0 || next == TLS) {
                client.close();
                return;
            }
            request.append((char) next);
        }
        requests.add(request.toString());
        client.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
        if (answer.equals(SILENCE)) {
            if (in.read() < 0) {
                givenUp++;
            }
        }
        client.close();
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket client : held) {
            client.close();
        }
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
