package dev.reeve.plugin.mcp.remote;

import dev.reeve.plugin.mcp.wire.Workers;
import dev.reeve.supervisor.api.spi.Opening;
import dev.reeve.supervisor.api.spi.Report;
import dev.reeve.supervisor.api.spi.SessionBackend;
import dev.reeve.supervisor.api.spi.SessionException;
import dev.reeve.supervisor.api.state.Liveness;

import io.modelcontextprotocol.client.McpAsyncClient;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.json.schema.JsonSchemaValidator.ValidationResponse;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.GetPromptRequest;
import io.modelcontextprotocol.spec.McpSchema.GetPromptResult;
import io.modelcontextprotocol.spec.McpSchema.Implementation;
import io.modelcontextprotocol.spec.McpSchema.InitializeResult;
import io.modelcontextprotocol.spec.McpSchema.ReadResourceRequest;
import io.modelcontextprotocol.spec.McpSchema.ReadResourceResult;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import reactor.core.publisher.Mono;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

/// A session to an MCP server, with what the server shows of itself.
public final class Remote implements SessionBackend.Session {
    private static final Logger LOG = LoggerFactory.getLogger(Remote.class);
    private static final Duration FAREWELL = Duration.ofSeconds(2);
    private static final String VERSION = "1.0";

    private final Opening opening;
    private final Reach reach;
    private final Line line;
    private final McpAsyncClient client;
    private final AtomicReference<@Nullable Shown> shown = new AtomicReference<>();
    private final List<Runnable> followers = new CopyOnWriteArrayList<>();
    private final AtomicBoolean closed = new AtomicBoolean();

    private Remote(Opening opening, Reach reach, Line line, Duration timeout) {
        this.opening = opening;
        this.reach = reach;
        this.line = line;
        client =
                McpClient.async(line.transport())
                        .clientInfo(Implementation.builder("reeve", VERSION).build())
                        .requestTimeout(timeout)
                        // Each of its requests is bounded by itself, and all of them by the core.
                        .initializationTimeout(timeout.multipliedBy(2))
                        // Asked only where the SDK keeps the tools' schemas, which it is not told.
                        .jsonSchemaValidator((_, _) -> ValidationResponse.asValid(null))
                        .toolsChangeConsumer(now -> changed(was -> was.withTools(now)))
                        .resourcesChangeConsumer(
                                now -> changed(was -> was.withResources(now, was.templates())))
                        .promptsChangeConsumer(now -> changed(was -> was.withPrompts(now)))
                        .build();
    }

    /// Opens one: the server has been greeted and has said what it has.
    ///
    /// @param timeout how long one request may take
    public static Remote open(Opening opening, Reach reach, Duration timeout)
            throws SessionException, InterruptedException {
        Workers.ready();
        Line line =
                switch (reach) {
                    case Reach.Program program -> ProgramLine.open(program);
                    case Reach.Address address -> AddressLine.open(address, timeout);
                };
        var remote = new Remote(opening, reach, line, timeout);
        boolean open = false;
        try {
            remote.greet();
            open = true;
            return remote;
        } finally {
            if (!open) {
                remote.giveUp();
            }
        }
    }

    private void greet() throws SessionException, InterruptedException {
        Shown seen = look(await(client.initialize()));
        shown.set(seen);
        String endpoint = line.endpoint();
        if (endpoint != null) {
            opening.report(new Report.Endpoint(endpoint));
        }
        report(seen);
        line.answered(this::ask);
        var _ = line.ended().thenAccept(this::lost);
    }

    private Shown look(InitializeResult server) throws SessionException, InterruptedException {
        var capabilities = server.capabilities();
        var seen = new Shown(server, List.of(), List.of(), List.of(), List.of());
        if (capabilities.tools() != null) {
            seen = seen.withTools(await(client.listTools()).tools());
        }
        if (capabilities.resources() != null) {
            var resources = await(client.listResources()).resources();
            var templates = awaitIfOffered(client.listResourceTemplates());
            seen =
                    seen.withResources(
                            resources,
                            templates == null ? List.of() : templates.resourceTemplates());
        }
        if (capabilities.prompts() != null) {
            seen = seen.withPrompts(await(client.listPrompts()).prompts());
        }
        return seen;
    }

    /// What the server shows at present.
    public Shown shown() {
        return Objects.requireNonNull(shown.get(), "an open session has greeted its server");
    }

    /// Calls this whenever the server shows something else. It must not block.
    ///
    /// @return what ends that
    public AutoCloseable follow(Runnable follower) {
        followers.add(follower);
        return () -> followers.remove(follower);
    }

    /// @param tool the server's own name of it
    public CallToolResult call(String tool, Map<String, Object> arguments)
            throws SessionException, InterruptedException {
        return await(client.callTool(CallToolRequest.builder(tool).arguments(arguments).build()));
    }

    /// @param uri of one of its resources
    public ReadResourceResult read(String uri) throws SessionException, InterruptedException {
        return await(client.readResource(ReadResourceRequest.builder(uri).build()));
    }

    /// @param prompt the server's own name of it
    public GetPromptResult prompt(String prompt, Map<String, Object> arguments)
            throws SessionException, InterruptedException {
        return await(
                client.getPrompt(GetPromptRequest.builder(prompt).arguments(arguments).build()));
    }

    /// A server that tells nothing by itself is also asked what it has now.
    @Override
    public Liveness check() throws SessionException, InterruptedException {
        ask();
        if (!line.tells()) {
            Shown now = look(shown().server());
            if (!now.equals(shown())) {
                change(_ -> now);
            }
        }
        return new Liveness(Liveness.Status.ONLINE, "answers a ping", null);
    }

    @Override
    public void close() throws IOException {
        if (closed.getAndSet(true)) {
            return;
        }
        try {
            sayFarewell();
            line.end();
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    private void ask() throws SessionException, InterruptedException {
        awaitIfOffered(client.ping());
    }

    private void sayFarewell() throws InterruptedException {
        try {
            client.closeGracefully().toFuture().get(FAREWELL.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException gone) {
            LOG.debug("{} was not told that its session is over", reach, gone);
        }
    }

    /// An interrupt that has ended the opening hurries this, too.
    private void giveUp() {
        closed.set(true);
        try {
            line.end();
        } catch (IOException left) {
            LOG.warn("{} was not ended: {}", reach, left.getMessage());
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    private void lost(SessionException why) {
        if (!closed.get()) {
            opening.lost(why);
        }
    }

    /// Runs where messages come in, and so must not wait for one.
    private Mono<Void> changed(UnaryOperator<Shown> change) {
        return Mono.fromRunnable(() -> change(change));
    }

    private void change(UnaryOperator<Shown> change) {
        Shown now = shown.updateAndGet(was -> was == null ? null : change.apply(was));
        if (now != null && !closed.get()) {
            report(now);
            followers.forEach(Runnable::run);
        }
    }

    private void report(Shown now) {
        Map<String, Object> details = new LinkedHashMap<>(now.details());
        details.putAll(line.details());
        opening.report(new Report.Details(details));
    }

    /// The same, for what a server need not have: null where it says that it has not.
    private <T> @Nullable T awaitIfOffered(Mono<T> answer)
            throws SessionException, InterruptedException {
        try {
            return await(answer);
        } catch (SessionException refused) {
            if (refused.getCause() instanceof McpError) {
                return null;
            }
            throw refused;
        }
    }

    /// Waits for an answer, or for the end of the line.
    private <T> T await(Mono<T> answer) throws SessionException, InterruptedException {
        CompletableFuture<T> coming = answer.toFuture();
        try {
            CompletableFuture.anyOf(coming, line.ended()).get();
            SessionException ended = line.ended().getNow(null);
            if (ended != null && !coming.isDone()) {
                throw ended;
            }
            return coming.get();
        } catch (ExecutionException failed) {
            SessionException ended = line.ended().getNow(null);
            Throwable cause = failed.getCause() == null ? failed : failed.getCause();
            throw ended == null ? Failures.of(reach, cause) : ended;
        } finally {
            coming.cancel(true);
        }
    }
}
