package dev.reeve.plugin.control.xmlrpc.wire;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// Writes answers to a connection, each piece in one go.
final class ResponseWriter {
    /// No page may show, keep or read what is answered here; what a service has written is never
    /// taken for a page.
    private static final String ALWAYS =
            """
            Cache-Control: no-store\r
            Content-Security-Policy: default-src 'none'; frame-ancestors 'none'\r
            Cross-Origin-Resource-Policy: same-origin\r
            X-Content-Type-Options: nosniff\r
            """;

    private final OutputStream socket;

    ResponseWriter(OutputStream socket) {
        this.socket = socket;
    }

    /// The client may send the body that it has announced.
    void proceed() throws IOException {
        socket.write(bytes("HTTP/1.1 100 Continue\r\n\r\n"));
    }

    void whole(Answer.Whole answer, boolean keep) throws IOException {
        var head = new StringBuilder(status(answer.status()));
        header(head, "Content-Type", answer.contentType());
        header(head, "Content-Length", Integer.toString(answer.body().length));
        header(head, "Connection", keep ? "keep-alive" : "close");
        for (Map.Entry<String, String> more : answer.headers().entrySet()) {
            header(head, more.getKey(), more.getValue());
        }
        var all = new ByteArrayOutputStream(512 + answer.body().length);
        all.writeBytes(bytes(head.append(ALWAYS).append("\r\n").toString()));
        all.writeBytes(answer.body());
        all.writeTo(socket);
    }

    /// Begins an answer that goes on.
    ///
    /// @param chunked whether its end is told, or is the end of the connection
    void begin(boolean chunked) throws IOException {
        var head = new StringBuilder(status(200));
        header(head, "Content-Type", "text/plain;charset=utf-8");
        header(head, "Connection", "close");
        if (chunked) {
            header(head, "Transfer-Encoding", "chunked");
        }
        socket.write(bytes(head.append(ALWAYS).append("\r\n").toString()));
    }

    /// Sends more of it; an empty piece is the end.
    void piece(byte[] piece, boolean chunked) throws IOException {
        if (!chunked) {
            socket.write(piece);
            return;
        }
        var chunk = new ByteArrayOutputStream(piece.length + 16);
        chunk.writeBytes(bytes(Integer.toHexString(piece.length) + "\r\n"));
        chunk.writeBytes(piece);
        chunk.writeBytes(bytes("\r\n"));
        chunk.writeTo(socket);
    }

    private static String status(int status) {
        String reason =
                switch (status) {
                    case 200 -> "OK";
                    case 400 -> "Bad Request";
                    case 401 -> "Unauthorized";
                    case 403 -> "Forbidden";
                    case 404 -> "Not Found";
                    case 405 -> "Method Not Allowed";
                    case 411 -> "Length Required";
                    case 413 -> "Content Too Large";
                    case 415 -> "Unsupported Media Type";
                    case 421 -> "Misdirected Request";
                    case 431 -> "Request Header Fields Too Large";
                    case 500 -> "Internal Server Error";
                    case 503 -> "Service Unavailable";
                    default -> "Answer";
                };
        return "HTTP/1.1 " + status + " " + reason + "\r\n";
    }

    private static void header(StringBuilder head, String name, String value) {
        head.append(name).append(": ").append(value).append("\r\n");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
