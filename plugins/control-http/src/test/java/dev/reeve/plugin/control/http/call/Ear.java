package dev.reeve.plugin.control.http.call;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reeve.plugin.control.http.Client;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The JDK's own client of WebSockets: messages as they come, and the end.
final class Ear implements WebSocket.Listener, AutoCloseable {
    private final HttpClient http = HttpClient.newHttpClient();
    private final BlockingQueue<Client.Answer> messages = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> pongs = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> end = new CompletableFuture<>();
    private final StringBuilder part = new StringBuilder();
    private final WebSocket socket;

    Ear(int port, String path, Map<String, String> headers, String... protocols) {
        WebSocket.Builder builder =
                http.newWebSocketBuilder().connectTimeout(Duration.ofSeconds(10));
        headers.forEach(builder::header);
        if (protocols.length > 0) {
            builder.subprotocols(protocols[0], Arrays.copyOfRange(protocols, 1, protocols.length));
        }
        socket = builder.buildAsync(URI.create("ws://127.0.0.1:" + port + path), this).join();
    }

    WebSocket socket() {
        return socket;
    }

    /// The next message; waits for it.
    Client.Answer next() throws InterruptedException {
        return Objects.requireNonNull(messages.poll(10, TimeUnit.SECONDS), "no message");
    }

    /// Whether nothing has come that was not read.
    boolean isQuiet() {
        return messages.isEmpty();
    }

    void say(String text) {
        socket.sendText(text, true).join();
    }

    /// Waits until all that was said was heard.
    void isHeard() throws InterruptedException {
        String mark = Long.toString(System.nanoTime());
        socket.sendPing(ByteBuffer.wrap(mark.getBytes(StandardCharsets.US_ASCII))).join();
        assertTrue(mark.equals(pongs.poll(10, TimeUnit.SECONDS)));
    }

    /// By which number the server has ended it; waits for that.
    int end() throws Exception {
        try {
            return end.get(10, TimeUnit.SECONDS);
        } catch (TimeoutException open) {
            throw new AssertionError("still open", open);
        }
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        part.append(data);
        if (last) {
            messages.add(new Client.Answer(200, Map.of(), part.toString()));
            part.setLength(0);
        }
        from.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onPong(WebSocket from, ByteBuffer data) {
        pongs.add(StandardCharsets.US_ASCII.decode(data).toString());
        from.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        end.complete(code);
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable broken) {
        end.completeExceptionally(broken);
    }

    @Override
    public void close() {
        socket.abort();
        http.shutdownNow();
    }
}
