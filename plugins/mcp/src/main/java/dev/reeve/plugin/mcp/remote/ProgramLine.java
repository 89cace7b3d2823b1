package dev.reeve.plugin.mcp.remote;

import dev.reeve.plugin.mcp.wire.Json;
import dev.reeve.supervisor.api.spi.SessionException;
import dev.reeve.supervisor.api.state.Liveness;

import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.spec.McpClientTransport;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;

import org.jspecify.annotations.Nullable;

import reactor.core.publisher.Mono;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;

/// The pipes of a program, one message a line.
///
/// Three virtual threads read, write and listen to its complaints; a fourth waits for its end. A
/// program that reads nothing blocks the writer and nobody else.
final class ProgramLine implements Line, McpClientTransport {
    private static final int WAITING = 1024;
    private static final Duration LAST_WORDS = Duration.ofMillis(200);
    private static final int NOT_EXECUTABLE = 126;
    private static final int NOT_FOUND = 127;

    /// The JDK adds it to the number of a signal.
    private static final int SIGNALLED = 128;

    private final Reach.Program program;
    private final Child child;
    private final Tail tail = new Tail();
    private final BlockingQueue<String> outgoing = new LinkedBlockingQueue<>(WAITING);
    private final CompletableFuture<SessionException> ended = new CompletableFuture<>();
    private final List<Thread> atOnce;
    private final Thread listener;
    private final Thread reader;
    private volatile @Nullable Function<Mono<JSONRPCMessage>, Mono<JSONRPCMessage>> handler;
    private volatile boolean spoke;
    private volatile boolean closed;

    private ProgramLine(Reach.Program program, Child child) {
        this.program = program;
        this.child = child;
        String name = "mcp-" + child.process().pid();
        listener = Thread.ofVirtual().name(name + "-stderr").unstarted(this::listen);
        reader = Thread.ofVirtual().name(name + "-stdout").unstarted(this::read);
        Thread writer = Thread.ofVirtual().name(name + "-stdin").unstarted(this::write);
        Thread watcher = Thread.ofVirtual().name(name + "-end").unstarted(this::watch);
        atOnce = List.of(listener, writer, watcher);
    }

    static ProgramLine open(Reach.Program program) throws SessionException {
        var line = new ProgramLine(program, Child.start(program));
        line.atOnce.forEach(Thread::start);
        return line;
    }

    @Override
    public McpClientTransport transport() {
        return this;
    }

    @Override
    public CompletableFuture<SessionException> ended() {
        return ended;
    }

    @Override
    public Map<String, Object> details() {
        return Map.of("transport", "stdio", "process_id", child.process().pid());
    }

    @Override
    public @Nullable String endpoint() {
        return null;
    }

    @Override
    public void answered(Question question) {
        // The end of the program is told by the kernel; nothing has to be asked for.
    }

    @Override
    public boolean tells() {
        return true;
    }

    @Override
    public Mono<Void> connect(Function<Mono<JSONRPCMessage>, Mono<JSONRPCMessage>> taker) {
        return Mono.fromRunnable(
                () -> {
                    handler = taker;
                    reader.start();
                });
    }

    @Override
    public Mono<Void> sendMessage(JSONRPCMessage message) {
        return Mono.fromCallable(
                () -> {
                    if (ended.isDone() || closed) {
                        throw new IOException("the program has ended");
                    }
                    if (!outgoing.offer(Json.MAPPER.writeValueAsString(message))) {
                        throw new IOException("the program does not read what it is sent");
                    }
                    return null;
                });
    }

    @Override
    public <T> T unmarshalFrom(Object data, TypeRef<T> type) {
        return Json.MAPPER.convertValue(data, type);
    }

    /// The program is ended by {@link #end}, which may block.
    @Override
    public Mono<Void> closeGracefully() {
        return Mono.empty();
    }

    @Override
    public void close() {
        // For the same reason.
    }

    @Override
    public void end() throws IOException, InterruptedException {
        closed = true;
        try {
            child.close();
        } finally {
            reader.interrupt();
            atOnce.forEach(Thread::interrupt);
            child.process().getInputStream().close();
            child.process().getErrorStream().close();
        }
    }

    private void listen() {
        tail.fill(child.process().getErrorStream());
    }

    private void read() {
        var messages = new Messages(child.process().getInputStream());
        try {
            for (String line = messages.next(); line != null; line = messages.next()) {
                take(line);
            }
            // Its end comes next, if it is one; else it has only fallen silent.
            if (!child.process().waitFor(LAST_WORDS)) {
                lost(Liveness.Status.OFFLINE, "it has closed its output");
            }
        } catch (IOException unreadable) {
            lost(Liveness.Status.OFFLINE, String.valueOf(unreadable.getMessage()));
        } catch (InterruptedException closing) {
            // Nobody listens any more.
        }
    }

    private void take(String line) {
        JSONRPCMessage message;
        try {
            message = McpSchema.deserializeJsonRpcMessage(Json.MAPPER, line);
        } catch (IOException | IllegalArgumentException notTheProtocol) {
            tail.add(line);
            return;
        }
        spoke = true;
        var taker = handler;
        if (taker != null) {
            taker.apply(Mono.just(message)).subscribe();
        }
    }

    private void write() {
        OutputStream to = child.process().getOutputStream();
        try {
            while (true) {
                to.write((outgoing.take() + "\n").getBytes(StandardCharsets.UTF_8));
                to.flush();
            }
        } catch (IOException gone) {
            // Its end is told by the one who waits for it.
        } catch (InterruptedException closing) {
            // Nothing more is to be said.
        }
    }

    private void watch() {
        try {
            int code = child.process().waitFor();
            listener.join(LAST_WORDS);
            boolean cannotRun = !spoke && (code == NOT_EXECUTABLE || code == NOT_FOUND);
            lost(
                    cannotRun ? Liveness.Status.MISCONFIGURED : Liveness.Status.OFFLINE,
                    code > SIGNALLED
                            ? "it was ended by signal " + (code - SIGNALLED)
                            : "it has ended with " + code);
        } catch (InterruptedException closing) {
            // It is ended from here.
        }
    }

    private void lost(Liveness.Status status, String why) {
        if (!closed) {
            ended.complete(new SessionException(status, program + ": " + why + tail.said(), null));
        }
    }
}
