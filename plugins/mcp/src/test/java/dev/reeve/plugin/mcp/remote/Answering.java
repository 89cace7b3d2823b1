package dev.reeve.plugin.mcp.remote;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/// An HTTP server that answers everything in one way, and remembers what came.
final class Answering implements AutoCloseable {
    final List<String> authorizations = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    private Answering(HttpHandler handler) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext(
                "/",
                exchange -> {
                    String shown = exchange.getRequestHeaders().getFirst("Authorization");
                    authorizations.add(shown == null ? "" : shown);
                    handler.handle(exchange);
                });
        server.start();
    }

    static Answering all(int status, Map<String, String> headers, String body) throws IOException {
        return new Answering(exchange -> answer(exchange, status, headers, body));
    }

    /// Passes everything on to a server, but lets nobody listen.
    static Answering silent(String url) throws IOException {
        var client = HttpClient.newHttpClient();
        return new Answering(exchange -> pass(exchange, client, url));
    }

    private static void pass(HttpExchange exchange, HttpClient client, String url)
            throws IOException {
        if (exchange.getRequestMethod().equals("GET")) {
            answer(exchange, 405, Map.of(), "");
            return;
        }
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            var request =
                    HttpRequest.newBuilder(URI.create(url))
                            .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body));
            for (String name : List.of("Accept", "Content-Type", "Mcp-Session-Id")) {
                if (exchange.getRequestHeaders().containsKey(name)) {
                    request.header(name, exchange.getRequestHeaders().getFirst(name));
                }
            }
            var answer = client.send(request.build(), BodyHandlers.ofByteArray());
            for (String name : List.of("Content-Type", "Mcp-Session-Id")) {
                answer.headers()
                        .firstValue(name)
                        .ifPresent(value -> exchange.getResponseHeaders().set(name, value));
            }
            exchange.sendResponseHeaders(answer.statusCode(), answer.body().length == 0 ? -1 : 0);
            exchange.getResponseBody().write(answer.body());
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    private static void answer(
            HttpExchange exchange, int status, Map<String, String> headers, String body)
            throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            headers.forEach(exchange.getResponseHeaders()::set);
            exchange.sendResponseHeaders(status, body.isEmpty() ? -1 : body.length());
            exchange.getResponseBody().write(body.getBytes());
        }
    }

    Reach.Address address() {
        return at("http://127.0.0.1:" + server.getAddress().getPort() + "/mcp");
    }

    static Reach.Address at(String url) {
        return new Reach.Address(URI.create(url), Map.of(), Optional.empty(), Optional.empty());
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
