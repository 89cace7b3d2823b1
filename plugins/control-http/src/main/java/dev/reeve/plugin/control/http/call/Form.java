package dev.reeve.plugin.control.http.call;

import dev.reeve.plugin.control.http.json.JsonText;
import dev.reeve.plugin.control.http.websocket.Frames;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;

/// How what happens is written for those who follow it.
enum Form {
    /// Server-sent events: `id:`, `event:` and `data:`.
    SERVER_SENT {
        @Override
        byte[] frame(@Nullable Long id, String event, Object data) {
            var frame = new ByteArrayOutputStream(512);
            String head = (id == null ? "" : "id: " + id + "\n") + "event: " + event + "\ndata: ";
            frame.writeBytes(head.getBytes(StandardCharsets.US_ASCII));
            frame.writeBytes(JsonText.of(data));
            frame.writeBytes(new byte[] {'\n', '\n'});
            return frame.toByteArray();
        }
    },

    /// Messages of a WebSocket: `{"id": …, "event": …, "data": …}`.
    MESSAGE {
        @Override
        byte[] frame(@Nullable Long id, String event, Object data) {
            var message = new LinkedHashMap<String, @Nullable Object>();
            message.put("id", id);
            message.put("event", event);
            message.put("data", data);
            return Frames.text(JsonText.of(message));
        }
    };

    /// One frame.
    ///
    /// @param id where a follower that comes back goes on, or null
    abstract byte[] frame(@Nullable Long id, String event, Object data);
}
