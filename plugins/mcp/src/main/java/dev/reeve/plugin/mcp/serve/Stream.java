package dev.reeve.plugin.mcp.serve;

import dev.reeve.plugin.mcp.wire.Json;

import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import io.modelcontextprotocol.spec.McpStreamableServerTransport;

import org.jspecify.annotations.Nullable;

import reactor.core.publisher.Mono;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// Messages on their way to one client, in frames of `text/event-stream`. Whoever sends never
/// waits: a client that does not take them in is let go.
final class Stream implements McpStreamableServerTransport {
    private static final int WAITING = 256;
    private static final int STILL_THERE_SECONDS = 15;
    private static final String END = "";

    private final BlockingQueue<String> frames = new LinkedBlockingQueue<>(WAITING);
    private volatile boolean closed;

    /// Writes what comes until either side has had enough. A client that has gone is seen when it
    /// is written to, so something is written now and then.
    void run(OutputStream to) throws IOException, InterruptedException {
        write(to, ": open\n\n");
        while (!closed) {
            String frame = frames.poll(STILL_THERE_SECONDS, TimeUnit.SECONDS);
            write(to, frame == null ? ": still there\n\n" : frame);
        }
    }

    private static void write(OutputStream to, String frame) throws IOException {
        to.write(frame.getBytes(StandardCharsets.UTF_8));
        to.flush();
    }

    @Override
    public Mono<Void> sendMessage(JSONRPCMessage message) {
        return sendMessage(message, null);
    }

    @Override
    public Mono<Void> sendMessage(JSONRPCMessage message, @Nullable String id) {
        return Mono.fromRunnable(
                () -> {
                    if (!frames.offer(frame(message))) {
                        close();
                    }
                });
    }

    private static String frame(JSONRPCMessage message) {
        try {
            return "event: message\ndata: " + Json.MAPPER.writeValueAsString(message) + "\n\n";
        } catch (IOException unwritable) {
            throw new IllegalStateException("a message that cannot be written", unwritable);
        }
    }

    @Override
    public <T> T unmarshalFrom(Object data, TypeRef<T> type) {
        return Json.MAPPER.convertValue(data, type);
    }

    @Override
    public Mono<Void> closeGracefully() {
        return Mono.fromRunnable(this::close);
    }

    @Override
    public void close() {
        closed = true;
        // Whoever waits for a frame is woken up; where there are many, nobody waits.
        boolean _ = frames.offer(END);
    }
}
