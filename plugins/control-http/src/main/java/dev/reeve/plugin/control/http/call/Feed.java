package dev.reeve.plugin.control.http.call;

import dev.reeve.plugin.control.http.json.JsonText;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// Server-sent events, one frame after the other. Used by one thread, but for {@link #close}.
public interface Feed extends AutoCloseable {
    /// Waits for the next frame.
    ///
    /// @return null when nothing came within this time, or nothing will come any more
    byte @Nullable [] next(Duration longest) throws InterruptedException;

    /// Whether nothing will come any more.
    boolean ended();

    /// Ends it, also while someone waits for its next frame. Idempotent.
    @Override
    void close();

    /// One frame.
    ///
    /// @param id where a follower that comes back goes on, or null
    static byte[] frame(@Nullable Long id, String event, Object data) {
        var frame = new ByteArrayOutputStream(512);
        String head = (id == null ? "" : "id: " + id + "\n") + "event: " + event + "\ndata: ";
        frame.writeBytes(head.getBytes(StandardCharsets.US_ASCII));
        frame.writeBytes(JsonText.of(data));
        frame.writeBytes(new byte[] {'\n', '\n'});
        return frame.toByteArray();
    }
}
