package dev.reeve.plugin.control.http.wire;

import dev.reeve.plugin.control.http.call.Answer;

import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.impl.io.DefaultHttpResponseWriter;
import org.apache.hc.core5.http.impl.io.SessionOutputBufferImpl;
import org.apache.hc.core5.http.message.BasicClassicHttpResponse;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;

/// Writes answers to a connection.
final class ResponseWriter {
    private static final int BUFFER = 8 * 1024;

    /// No page may show, keep or read what is answered here; what a service has written is never
    /// taken for a page.
    private static final Map<String, String> ALWAYS =
            Map.of(
                    "Cache-Control", "no-store",
                    "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'",
                    "Cross-Origin-Resource-Policy", "same-origin",
                    "X-Content-Type-Options", "nosniff");

    private final OutputStream socket;
    private final SessionOutputBufferImpl buffer = new SessionOutputBufferImpl(BUFFER);
    private final DefaultHttpResponseWriter heads = new DefaultHttpResponseWriter();

    ResponseWriter(OutputStream socket) {
        this.socket = socket;
    }

    /// The client may send the body that it has announced.
    void proceed() throws IOException {
        head(new BasicClassicHttpResponse(100));
        buffer.flush(socket);
    }

    void whole(Answer.Whole answer, boolean keep) throws IOException {
        ClassicHttpResponse head = head(answer.status(), answer.contentType());
        // An answer may know better than what all answers have.
        answer.headers().forEach(head::setHeader);
        // RFC 9110, 8.6: an answer without content has no length, either.
        if (answer.status() != 204 && answer.status() != 304) {
            head.addHeader("Content-Length", answer.body().length);
        }
        if (!keep) {
            head.addHeader("Connection", "close");
        }
        head(head);
        buffer.write(answer.body(), socket);
        buffer.flush(socket);
    }

    /// Begins an answer that goes on; the rest of it is not written by this.
    ///
    /// @param chunked whether its end is told, or is the end of the connection
    void following(boolean chunked) throws IOException {
        ClassicHttpResponse head = head(200, "text/event-stream");
        head.addHeader("Connection", "close");
        if (chunked) {
            head.addHeader("Transfer-Encoding", "chunked");
        }
        head(head);
        buffer.flush(socket);
    }

    /// Goes on with another protocol.
    void upgraded(Map<String, String> headers) throws IOException {
        var head = new BasicClassicHttpResponse(101);
        headers.forEach(head::addHeader);
        head(head);
        buffer.flush(socket);
    }

    private static ClassicHttpResponse head(int status, String contentType) {
        var head = new BasicClassicHttpResponse(status);
        if (!contentType.isEmpty()) {
            head.addHeader("Content-Type", contentType);
        }
        ALWAYS.forEach(head::addHeader);
        return head;
    }

    private void head(ClassicHttpResponse response) throws IOException {
        try {
            heads.write(response, buffer, socket);
        } catch (HttpException impossible) {
            throw new IllegalStateException("an answer of ours is no HTTP", impossible);
        }
    }
}
