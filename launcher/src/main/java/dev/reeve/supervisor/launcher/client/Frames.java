package dev.reeve.supervisor.launcher.client;

import org.jspecify.annotations.Nullable;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// Server-sent events, read one after the other by one thread. May be closed by another.
public final class Frames implements AutoCloseable {
    private final Answer answer;
    private final BufferedReader reader;

    Frames(Answer answer) {
        this.answer = answer;
        this.reader =
                new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8));
    }

    /// One event.
    ///
    /// @param type its `event:`; `message` where it has none
    /// @param id its `id:`, or null
    /// @param data its `data:`, read as JSON; empty where it is not an object
    public record Frame(String type, @Nullable Long id, Map<String, Object> data) {}

    /// Waits for the next one.
    ///
    /// @return null when the other side has ended the stream, or this one was closed
    public @Nullable Frame next() {
        String type = "message";
        Long id = null;
        var data = new StringBuilder();
        try {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (line.isEmpty()) {
                    if (!data.isEmpty() || id != null) {
                        return new Frame(type, id, object(data.toString()));
                    }
                } else if (line.startsWith("event:")) {
                    type = line.substring(6).strip();
                } else if (line.startsWith("id:")) {
                    id = number(line.substring(3).strip());
                } else if (line.startsWith("data:")) {
                    data.append(data.isEmpty() ? "" : "\n").append(line.substring(5).strip());
                }
            }
            return null;
        } catch (IOException ended) {
            return null;
        }
    }

    @Override
    public void close() {
        answer.close();
    }

    private static Map<String, Object> object(String text) {
        try {
            return text.isEmpty() ? Map.of() : Json.object(Json.read(text));
        } catch (IOException notJson) {
            return Map.of();
        }
    }

    private static @Nullable Long number(String text) {
        try {
            return Long.valueOf(text);
        } catch (NumberFormatException notANumber) {
            return null;
        }
    }
}
