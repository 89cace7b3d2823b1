package dev.reeve.plugin.mcp.serve;

import dev.reeve.plugin.mcp.wire.Json;

import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.server.McpAsyncServerExchange;
import io.modelcontextprotocol.server.McpNotificationHandler;
import io.modelcontextprotocol.server.McpRequestHandler;
import io.modelcontextprotocol.spec.DefaultMcpStreamableServerSessionFactory;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.GetPromptRequest;
import io.modelcontextprotocol.spec.McpSchema.Implementation;
import io.modelcontextprotocol.spec.McpSchema.InitializeRequest;
import io.modelcontextprotocol.spec.McpSchema.InitializeResult;
import io.modelcontextprotocol.spec.McpSchema.ListPromptsResult;
import io.modelcontextprotocol.spec.McpSchema.ListResourceTemplatesResult;
import io.modelcontextprotocol.spec.McpSchema.ListResourcesResult;
import io.modelcontextprotocol.spec.McpSchema.ListToolsResult;
import io.modelcontextprotocol.spec.McpSchema.ReadResourceRequest;
import io.modelcontextprotocol.spec.McpSchema.ServerCapabilities;
import io.modelcontextprotocol.spec.McpStreamableServerSession;
import io.modelcontextprotocol.spec.ProtocolVersions;

import org.jspecify.annotations.Nullable;

import reactor.core.publisher.Mono;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What each request of the protocol means. The lists are asked of the {@link Offer} with every
/// request: the SDK's own server keeps lists of its own, and tells clients of each single change.
final class Protocol {
    /// Those that know streamable HTTP, oldest first.
    static final List<String> VERSIONS =
            List.of(
                    ProtocolVersions.MCP_2025_03_26,
                    ProtocolVersions.MCP_2025_06_18,
                    ProtocolVersions.MCP_2025_11_25);

    /// Under which a request carries the role of its client.
    static final String ROLE = "role";

    private static final Duration CLIENT_ANSWERS = Duration.ofSeconds(30);
    private static final String VERSION = "1.0";

    private final Offer offer;

    Protocol(Offer offer) {
        this.offer = offer;
    }

    /// Makes sessions that answer so.
    McpStreamableServerSession.Factory factory() {
        Map<String, McpNotificationHandler> heard =
                Map.of(
                        McpSchema.METHOD_NOTIFICATION_INITIALIZED,
                        (_, _) -> Mono.empty(),
                        McpSchema.METHOD_NOTIFICATION_ROOTS_LIST_CHANGED,
                        (_, _) -> Mono.empty(),
                        "notifications/cancelled",
                        (_, _) -> Mono.empty(),
                        "notifications/progress",
                        (_, _) -> Mono.empty());
        return new DefaultMcpStreamableServerSessionFactory(
                CLIENT_ANSWERS, this::greet, handlers(), heard, _ -> Mono.empty());
    }

    private Mono<InitializeResult> greet(InitializeRequest request) {
        String wanted = request.protocolVersion();
        String version = VERSIONS.contains(wanted) ? wanted : VERSIONS.getLast();
        var capabilities = ServerCapabilities.builder().tools(true);
        if (offer.more()) {
            capabilities.resources(false, true).prompts(true);
        }
        return Mono.just(
                InitializeResult.builder(
                                version,
                                capabilities.build(),
                                Implementation.builder(offer.name(), VERSION).build())
                        .instructions(offer.instructions())
                        .build());
    }

    private Map<String, McpRequestHandler<?>> handlers() {
        Map<String, McpRequestHandler<?>> handlers = new HashMap<>();
        handlers.put(McpSchema.METHOD_PING, on(_ -> Map.of()));
        handlers.put(
                McpSchema.METHOD_TOOLS_LIST,
                on(role -> ListToolsResult.builder(offer.tools(role)).build()));
        handlers.put(
                McpSchema.METHOD_TOOLS_CALL,
                on(
                        new TypeRef<CallToolRequest>() {},
                        (role, asked) ->
                                offer.call(role, asked.name(), orEmpty(asked.arguments()))));
        if (offer.more()) {
            more(handlers);
        }
        return handlers;
    }

    private void more(Map<String, McpRequestHandler<?>> handlers) {
        handlers.put(
                McpSchema.METHOD_RESOURCES_LIST,
                on(_ -> ListResourcesResult.builder(offer.resources()).build()));
        handlers.put(
                McpSchema.METHOD_RESOURCES_TEMPLATES_LIST,
                on(_ -> ListResourceTemplatesResult.builder(offer.templates()).build()));
        handlers.put(
                McpSchema.METHOD_RESOURCES_READ,
                on(new TypeRef<ReadResourceRequest>() {}, (_, asked) -> offer.read(asked.uri())));
        handlers.put(
                McpSchema.METHOD_PROMPT_LIST,
                on(_ -> ListPromptsResult.builder(offer.prompts()).build()));
        handlers.put(
                McpSchema.METHOD_PROMPT_GET,
                on(
                        new TypeRef<GetPromptRequest>() {},
                        (_, asked) -> offer.prompt(asked.name(), orEmpty(asked.arguments()))));
    }

    private interface Listing {
        Object of(Role role);
    }

    private interface Answer<P> {
        Object to(Role role, P asked) throws InterruptedException;
    }

    private static McpRequestHandler<Object> on(Listing listing) {
        return (exchange, _) -> Mono.fromCallable(() -> listing.of(role(exchange)));
    }

    private static <P> McpRequestHandler<Object> on(TypeRef<P> type, Answer<P> answer) {
        return (exchange, params) ->
                Mono.fromCallable(() -> answer.to(role(exchange), asked(params, type)));
    }

    private static <P> P asked(@Nullable Object params, TypeRef<P> type) {
        try {
            P asked = params == null ? null : Json.MAPPER.convertValue(params, type);
            if (asked != null) {
                return asked;
            }
        } catch (IllegalArgumentException another) {
            // Said below.
        }
        throw Errors.invalid("the parameters are not those of this request");
    }

    private static Role role(McpAsyncServerExchange exchange) {
        return exchange.transportContext().get(ROLE) instanceof Role role ? role : Role.READ;
    }

    private static Map<String, Object> orEmpty(@Nullable Map<String, Object> arguments) {
        return arguments == null ? Map.of() : arguments;
    }
}
