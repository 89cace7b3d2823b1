package org.example.hook.webhook;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// A web server that remembers what was posted to it.
final class Listener implements AutoCloseable {
    private final List<String> posted = new CopyOnWriteArrayList<>();
    private final List<String> shown = new CopyOnWriteArrayList<>();
    private final ServerSocket socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    private volatile int status = 200;

    Listener() throws IOException {
        Thread.ofPlatform().daemon().name("listener").start(this::listen);
    }

    int port() {
        return socket.getLocalPort();
    }

    /// The bodies.
    List<String> posted() {
        return List.copyOf(posted);
    }

    /// What was shown as `Authorization`.
    List<String> shown() {
        return List.copyOf(shown);
    }

    void answersWith(int status) {
        this.status = status;
    }

    private void listen() {
        while (true) {
            try (Socket client = socket.accept()) {
                take(client);
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void take(Socket client) throws IOException {
        var in =
                new BufferedReader(
                        new InputStreamReader(
                                client.getInputStream(), StandardCharsets.ISO_8859_1));
        int length = 0;
        for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
            String[] field = line.split(": ", 2);
            if (field[0].equalsIgnoreCase("Content-Length")) {
                length = Integer.parseInt(field[1]);
            } else if (field[0].equalsIgnoreCase("Authorization")) {
                shown.add(field[1]);
            }
        }
        var body = new StringBuilder();
        while (body.length() < length) {
            body.append((char) in.read());
        }
        posted.add(body.toString());
        String answer = "HTTP/1.1 " + status + " so\r\nContent-Length: 0\r\n\r\n";
        client.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
