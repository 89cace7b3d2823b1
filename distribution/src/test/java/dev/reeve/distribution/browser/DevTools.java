package dev.reeve.distribution.browser;

import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;

/// The DevTools protocol with one page: commands with their answers, and events. JSON is read as
/// the YAML that it also is.
final class DevTools implements WebSocket.Listener, AutoCloseable {
    private static final int LARGEST = 64 * 1024 * 1024;

    private final HttpClient client = HttpClient.newHttpClient();
    private final WebSocket socket;
    private final AtomicInteger last = new AtomicInteger();
    private final Map<Integer, CompletableFuture<Map<String, Object>>> asked =
            new ConcurrentHashMap<>();
    private final BiConsumer<String, Map<String, Object>> events;
    private final StringBuilder text = new StringBuilder();

    /// @param events called with each event's method and parameters, on the client's thread
    DevTools(URI page, BiConsumer<String, Map<String, Object>> events) {
        this.events = events;
        socket = client.newWebSocketBuilder().buildAsync(page, this).join();
    }

    /// Sends a command and waits for its answer.
    Map<String, Object> ask(String method, Map<String, ?> parameters)
            throws IOException, InterruptedException {
        int id = last.incrementAndGet();
        var answer = new CompletableFuture<Map<String, Object>>();
        asked.put(id, answer);
        var command =
                "{\"id\":%d,\"method\":%s,\"params\":%s}"
                        .formatted(id, json(method), json(parameters));
        socket.sendText(command, true).join();
        try {
            Map<String, Object> told = answer.get(30, TimeUnit.SECONDS);
            if (told.get("error") != null) {
                throw new IOException(method + ": " + told.get("error"));
            }
            return map(told.get("result"));
        } catch (ExecutionException | TimeoutException failure) {
            throw new IOException(method + " is not answered", failure);
        }
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence piece, boolean complete) {
        text.append(piece);
        if (complete) {
            var told = map(read(text.toString()));
            text.setLength(0);
            if (told.get("id") instanceof Integer id) {
                asked.remove(id).complete(told);
            } else {
                events.accept(String.valueOf(told.get("method")), map(told.get("params")));
            }
        }
        from.request(1);
        return null;
    }

    @Override
    public void close() {
        socket.abort();
        client.shutdownNow();
    }

    static Object read(String json) {
        var settings = LoadSettings.builder().setCodePointLimit(LARGEST).build();
        return new Load(settings).loadFromString(json);
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }

    static String json(Object value) {
        return switch (value) {
            case Map<?, ?> map -> {
                var members = new ArrayList<String>();
                map.forEach((key, one) -> members.add(json(key) + ":" + json(one)));
                yield "{" + String.join(",", members) + "}";
            }
            case List<?> list ->
                    "[" + String.join(",", list.stream().map(DevTools::json).toList()) + "]";
            case CharSequence letters -> quoted(letters);
            default -> String.valueOf(value);
        };
    }

    private static String quoted(CharSequence letters) {
        var quoted = new StringBuilder("\"");
        letters.chars()
                .forEach(
                        letter -> {
                            if (letter < ' ' || letter == '"' || letter == '\\' || letter > '~') {
                                quoted.append("\\u%04x".formatted(letter));
                            } else {
                                quoted.append((char) letter);
                            }
                        });
        return quoted.append('"').toString();
    }
}
