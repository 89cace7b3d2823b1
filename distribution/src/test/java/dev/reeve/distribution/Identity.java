package dev.reeve.distribution;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/// Gives tokens to the client `shop`, whose secret is `hush-hush`, and lets in by the newest one.
final class Identity implements AutoCloseable {
    private final HttpServer server;
    private final AtomicInteger tokens = new AtomicInteger();
    private volatile boolean open = true;
    private volatile boolean expired;

    Identity() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/token", this::token);
        server.createContext("/api/", this::api);
        server.start();
    }

    String url() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    /// How many it has given.
    int tokens() {
        return tokens.get();
    }

    void letIn(boolean anybody) {
        open = anybody;
    }

    /// No token that it has given holds any longer.
    void expire() {
        expired = true;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void token(HttpExchange asked) throws IOException {
        var form = new String(asked.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        var right = "grant_type=client_credentials&client_id=shop&client_secret=hush-hush";
        if (!open || !form.equals(right)) {
            answer(asked, 401, "{\"error\": \"invalid_client\"}");
            return;
        }
        int number = tokens.incrementAndGet();
        expired = false;
        answer(asked, 200, "{\"access_token\": \"t-" + number + "\", \"token_type\": \"bearer\"}");
    }

    private void api(HttpExchange asked) throws IOException {
        var said = asked.getRequestHeaders().getFirst("Authorization");
        boolean holds = !expired && ("Bearer t-" + tokens.get()).equals(said);
        answer(asked, holds ? 200 : 401, "");
    }

    private static void answer(HttpExchange asked, int status, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        asked.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        asked.getResponseBody().write(body);
        asked.close();
    }
}
