package dev.reeve.plugin.mcp.serve;

import dev.reeve.plugin.mcp.wire.Json;

import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse;
import io.modelcontextprotocol.spec.McpStreamableServerTransport;

import org.jspecify.annotations.Nullable;

import reactor.core.publisher.Mono;

/// Keeps the one response to a request, which becomes the body of the answer.
final class Single implements McpStreamableServerTransport {
    private volatile @Nullable JSONRPCMessage response;

    @Nullable JSONRPCMessage response() {
        return response;
    }

    @Override
    public Mono<Void> sendMessage(JSONRPCMessage message) {
        return sendMessage(message, null);
    }

    @Override
    public Mono<Void> sendMessage(JSONRPCMessage message, @Nullable String id) {
        return Mono.fromRunnable(
                () -> {
                    if (message instanceof JSONRPCResponse) {
                        response = message;
                    }
                });
    }

    @Override
    public <T> T unmarshalFrom(Object data, TypeRef<T> type) {
        return Json.MAPPER.convertValue(data, type);
    }

    @Override
    public Mono<Void> closeGracefully() {
        return Mono.empty();
    }
}
