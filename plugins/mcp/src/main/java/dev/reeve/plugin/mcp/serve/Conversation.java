package dev.reeve.plugin.mcp.serve;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;

import dev.reeve.plugin.mcp.wire.Json;

import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.spec.HttpHeaders;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.ErrorCodes;
import io.modelcontextprotocol.spec.McpSchema.InitializeRequest;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCNotification;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse;
import io.modelcontextprotocol.spec.McpStreamableServerSession;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import reactor.core.publisher.Mono;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/// One request of streamable HTTP after the other: a POST brings a message and takes its answer
/// home as JSON, a GET listens, a DELETE says farewell.
final class Conversation implements HttpHandler {
    private static final Logger LOG = LoggerFactory.getLogger(Conversation.class);
    private static final int LARGEST = 4 * 1024 * 1024;
    private static final String JSON = "application/json";
    private static final String EVENTS = "text/event-stream";

    private final String path;
    private final Gate gate;
    private final McpStreamableServerSession.Factory factory;
    private final Clients clients;

    Conversation(
            String path, Gate gate, McpStreamableServerSession.Factory factory, Clients clients) {
        this.path = path;
        this.gate = gate;
        this.factory = factory;
        this.clients = clients;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try {
            answer(exchange);
        } catch (Refusal refusal) {
            refuse(exchange, refusal.status(), String.valueOf(refusal.getMessage()));
        } catch (InterruptedException closing) {
            LOG.debug("a client is left: the server closes");
        } catch (RuntimeException ours) {
            LOG.error("cannot answer a client", ours);
            refuse(exchange, 500, "the supervisor has a fault; its log says more");
        } finally {
            exchange.close();
        }
    }

    private void answer(HttpExchange exchange) throws Refusal, IOException, InterruptedException {
        Role role = gate.admit(exchange.getRequestHeaders());
        if (!exchange.getRequestURI().getPath().equals(path)) {
            throw new Refusal(404, "there is only `" + path + "` here");
        }
        String version = exchange.getRequestHeaders().getFirst(HttpHeaders.PROTOCOL_VERSION);
        if (version != null && !Protocol.VERSIONS.contains(version)) {
            throw new Refusal(400, "this speaks the versions " + Protocol.VERSIONS);
        }
        switch (exchange.getRequestMethod()) {
            case "POST" -> post(exchange, role);
            case "GET" -> listen(exchange);
            case "DELETE" -> leave(exchange);
            default -> {
                exchange.getResponseHeaders().set("Allow", "GET, POST, DELETE");
                throw new Refusal(405, "ask by POST, listen by GET, leave by DELETE");
            }
        }
    }

    private void post(HttpExchange exchange, Role role) throws Refusal, IOException {
        demand(exchange, "Content-Type", JSON, 415);
        demand(exchange, "Accept", JSON, 406);
        JSONRPCMessage message = message(exchange);
        if (message instanceof JSONRPCRequest request
                && request.method().equals(McpSchema.METHOD_INITIALIZE)) {
            greet(exchange, request);
            return;
        }
        McpStreamableServerSession session = session(exchange);
        switch (message) {
            case JSONRPCRequest request -> {
                var single = new Single();
                block(session.responseStream(single).handle(request), role);
                send(exchange, Objects.requireNonNull(single.response(), "a request is answered"));
            }
            case JSONRPCNotification notification -> {
                block(session.accept(notification), role);
                exchange.sendResponseHeaders(202, -1);
            }
            case JSONRPCResponse response -> {
                // One that nobody waits for any more is none of the client's mistakes.
                block(session.accept(response).onErrorComplete(McpError.class), role);
                exchange.sendResponseHeaders(202, -1);
            }
            default -> throw new Refusal(400, "this is no message of JSON-RPC 2.0");
        }
    }

    private void greet(HttpExchange exchange, JSONRPCRequest request) throws Refusal, IOException {
        InitializeRequest greeting;
        try {
            greeting =
                    Json.MAPPER.convertValue(request.params(), new TypeRef<InitializeRequest>() {});
        } catch (IllegalArgumentException another) {
            throw new Refusal(400, "the parameters are not those of `initialize`");
        }
        var begun = factory.startSession(greeting);
        clients.add(begun.session());
        exchange.getResponseHeaders().set(HttpHeaders.MCP_SESSION_ID, begun.session().getId());
        send(exchange, JSONRPCResponse.result(request.id(), begun.initResult().block()));
    }

    private void listen(HttpExchange exchange) throws Refusal, IOException, InterruptedException {
        demand(exchange, "Accept", EVENTS, 406);
        McpStreamableServerSession session = session(exchange);
        exchange.getResponseHeaders().set("Content-Type", EVENTS);
        exchange.getResponseHeaders().set("Cache-Control", "no-cache");
        exchange.sendResponseHeaders(200, 0);
        var stream = new Stream();
        var listening = session.listeningStream(stream);
        try (var body = exchange.getResponseBody()) {
            stream.run(body);
        } finally {
            listening.releaseTransport();
        }
    }

    private void leave(HttpExchange exchange) throws Refusal, IOException {
        McpStreamableServerSession session = session(exchange);
        clients.remove(session.getId());
        session.delete().block();
        exchange.sendResponseHeaders(204, -1);
    }

    private McpStreamableServerSession session(HttpExchange exchange) throws Refusal {
        String id = exchange.getRequestHeaders().getFirst(HttpHeaders.MCP_SESSION_ID);
        if (id == null) {
            throw new Refusal(400, "`Mcp-Session-Id` is missing: begin with `initialize`");
        }
        McpStreamableServerSession session = clients.find(id);
        if (session == null) {
            throw new Refusal(404, "this session is not known any more: begin anew");
        }
        return session;
    }

    private static JSONRPCMessage message(HttpExchange exchange) throws Refusal, IOException {
        byte[] body = exchange.getRequestBody().readNBytes(LARGEST + 1);
        if (body.length > LARGEST) {
            // Who is still sending would not read the answer (RFC 9112, section 9.6).
            exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
            throw new Refusal(413, "a message may have 4 MiB");
        }
        try {
            return McpSchema.deserializeJsonRpcMessage(
                    Json.MAPPER, new String(body, StandardCharsets.UTF_8));
        } catch (IOException | IllegalArgumentException another) {
            throw new Refusal(400, "the body is not one message of JSON-RPC 2.0");
        }
    }

    private static void demand(HttpExchange exchange, String header, String type, int status)
            throws Refusal {
        String said = exchange.getRequestHeaders().getFirst(header);
        String plain = said == null ? "" : said.toLowerCase(Locale.ROOT);
        boolean anything = header.equals("Accept") && plain.contains("*/*");
        if (!plain.contains(type) && !anything) {
            throw new Refusal(status, "`" + header + "` must be, or hold, `" + type + "`");
        }
    }

    private static void block(Mono<Void> answer, Role role) {
        var context = McpTransportContext.create(Map.of(Protocol.ROLE, role));
        answer.contextWrite(it -> it.put(McpTransportContext.KEY, context)).block();
    }

    private static void send(HttpExchange exchange, JSONRPCMessage message) throws IOException {
        send(exchange, 200, message);
    }

    private static void send(HttpExchange exchange, int status, Object message) throws IOException {
        byte[] body = Json.MAPPER.writeValueAsString(message).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", JSON);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    private static void refuse(HttpExchange exchange, int status, String text) throws IOException {
        if (exchange.getResponseCode() >= 0) {
            return;
        }
        if (status == 401) {
            exchange.getResponseHeaders().set("WWW-Authenticate", "Bearer realm=\"reeve\"");
        }
        // The protocol has an answer to a request that could not be read: one to nobody.
        var error = new LinkedHashMap<String, @Nullable Object>();
        error.put("jsonrpc", McpSchema.JSONRPC_VERSION);
        error.put("id", null);
        error.put("error", Map.of("code", ErrorCodes.INVALID_REQUEST, "message", text));
        send(exchange, status, error);
    }
}
