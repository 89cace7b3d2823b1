package dev.reeve.plugin.control.http.call;

import dev.reeve.plugin.control.http.json.JsonText;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// What a request is answered with.
public sealed interface Answer {
    /// An answer of known length.
    ///
    /// @param body handed on as it is, to the socket; nobody compares answers
    /// @param headers more headers than every answer has
    @SuppressWarnings("ArrayRecordComponent")
    record Whole(int status, String contentType, byte[] body, Map<String, String> headers)
            implements Answer {
        /// The same, for those who ask for the head alone.
        public Whole withoutBody() {
            return new Whole(status, contentType, new byte[0], headers);
        }
    }

    /// It is done, and there is nothing to say about it.
    Answer NOTHING = new Whole(204, "", new byte[0], Map.of());

    /// An answer that goes on until one side has enough: server-sent events.
    record Following(Feed feed) implements Answer {}

    /// No more HTTP: both sides talk over a WebSocket until one has enough.
    ///
    /// @param headers by which that is agreed to
    record Talking(Talk talk, Map<String, String> headers) implements Answer {}

    static Whole json(@Nullable Object value) {
        return json(200, value, Map.of());
    }

    /// What is JSON already.
    static Whole json(ByteArrayOutputStream written) {
        return new Whole(200, "application/json", written.toByteArray(), Map.of());
    }

    static Whole json(int status, @Nullable Object value, Map<String, String> headers) {
        return new Whole(status, "application/json", JsonText.of(value), headers);
    }

    static Answer problem(int status, @Nullable Object value, Map<String, String> headers) {
        return new Whole(status, "application/problem+json", JsonText.of(value), headers);
    }

    /// Never as HTML, whatever the text holds.
    static Answer text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new Whole(200, "text/plain; charset=utf-8", bytes, Map.of());
    }
}
