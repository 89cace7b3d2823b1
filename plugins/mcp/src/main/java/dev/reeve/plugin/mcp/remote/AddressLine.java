package dev.reeve.plugin.mcp.remote;

import dev.reeve.plugin.mcp.wire.Json;
import dev.reeve.supervisor.api.spi.SessionException;
import dev.reeve.supervisor.api.state.Liveness;

import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.client.transport.McpHttpClientTransportAuthorizationException;
import io.modelcontextprotocol.spec.McpClientTransport;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/// Streamable HTTP, by the SDK's own transport.
///
/// HTTP does not say that a server has gone. But a stream that breaks, or a request that fails, is
/// reason enough to ask at once, rather than at the next check.
final class AddressLine implements Line {
    private final Reach.Address address;
    private final ClientKeeper client = new ClientKeeper(this::listens);
    private final HttpClientStreamableHttpTransport transport;
    private final CompletableFuture<SessionException> ended = new CompletableFuture<>();
    private final AtomicReference<@Nullable Thread> asking = new AtomicReference<>();
    private volatile @Nullable Question question;
    private volatile boolean listens;
    private volatile boolean closed;

    private AddressLine(Reach.Address address, Map<String, String> headers, Duration timeout) {
        this.address = address;
        URI url = address.url();
        String query = url.getRawQuery();
        String path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        transport =
                HttpClientStreamableHttpTransport.builder(
                                url.getScheme() + "://" + url.getRawAuthority() + "/")
                        .endpoint(query == null ? path : path + "?" + query)
                        .clientBuilder(client.builder())
                        .connectTimeout(timeout)
                        .jsonMapper(Json.MAPPER)
                        .addHttpRequestCustomizer((request, _, _, _, _) -> send(headers, request))
                        .build();
    }

    /// @param timeout how long a connection may take
    static AddressLine open(Reach.Address address, Duration timeout) throws SessionException {
        Map<String, String> headers = new LinkedHashMap<>(address.headers());
        String token = token(address);
        if (token != null) {
            headers.put("Authorization", "Bearer " + token);
        }
        return new AddressLine(address, headers, timeout);
    }

    @Override
    public McpClientTransport transport() {
        return new Watched(transport, this::suspect);
    }

    @Override
    public CompletableFuture<SessionException> ended() {
        return ended;
    }

    @Override
    public Map<String, Object> details() {
        return Map.of("transport", "streamable_http");
    }

    @Override
    public String endpoint() {
        return address.plain();
    }

    @Override
    public void answered(Question toAsk) {
        question = toAsk;
    }

    @Override
    public boolean tells() {
        return listens;
    }

    @Override
    public void end() {
        closed = true;
        Thread thread = asking.get();
        if (thread != null) {
            thread.interrupt();
        }
        client.close();
    }

    private void listens(boolean now) {
        listens = now;
        if (!now) {
            suspect();
        }
    }

    private void suspect(Throwable trouble) {
        if (telling(trouble)) {
            suspect();
        }
    }

    /// Something went wrong; whether that is for good is seen by asking. One question is enough.
    private void suspect() {
        Question toAsk = question;
        if (toAsk == null || closed) {
            return;
        }
        Thread thread =
                Thread.ofVirtual()
                        .name("mcp-suspects")
                        .unstarted(
                                () -> {
                                    ask(toAsk);
                                    asking.set(null);
                                });
        if (asking.compareAndSet(null, thread)) {
            thread.start();
        }
    }

    private void ask(Question toAsk) {
        try {
            toAsk.ask();
        } catch (SessionException gone) {
            if (!closed) {
                ended.complete(gone);
            }
        } catch (InterruptedException closing) {
            // It is closed from here.
        }
    }

    /// A single answer that is none of the protocol tells nothing of the next.
    private static boolean telling(Throwable trouble) {
        return Stream.iterate(trouble, each -> each != null, Throwable::getCause)
                .limit(10)
                .anyMatch(
                        each ->
                                each instanceof IOException
                                        || each
                                                instanceof
                                                McpHttpClientTransportAuthorizationException);
    }

    private static void send(Map<String, String> headers, HttpRequest.Builder request) {
        headers.forEach(request::setHeader);
    }

    private static @Nullable String token(Reach.Address address) throws SessionException {
        if (address.tokenFile().isPresent()) {
            return inFile(address, address.tokenFile().get());
        }
        if (address.tokenVariable().isEmpty()) {
            return null;
        }
        String name = address.tokenVariable().get();
        String token = System.getenv(name);
        if (token == null || token.isBlank()) {
            throw noToken(address, "the variable `" + name + "` is not set", null);
        }
        return token.strip();
    }

    private static String inFile(Reach.Address address, Path file) throws SessionException {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .findFirst()
                    .orElseThrow(() -> noToken(address, "`" + file + "` is empty", null));
        } catch (IOException failure) {
            throw noToken(address, "`" + file + "` cannot be read", failure);
        }
    }

    private static SessionException noToken(
            Reach.Address address, String why, @Nullable Throwable cause) {
        return new SessionException(
                Liveness.Status.MISCONFIGURED,
                "cannot reach " + address + ": there is no token, for " + why,
                cause);
    }
}
