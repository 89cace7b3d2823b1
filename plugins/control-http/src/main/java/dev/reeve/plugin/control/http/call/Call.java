package dev.reeve.plugin.control.http.call;

import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.MessageHeaders;
import org.apache.hc.core5.net.PercentCodec;
import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// One request.
///
/// @param method in capitals
/// @param path as it was sent, without the query
/// @param segments the parts of the path between the slashes, decoded
/// @param body the JSON object that was sent along; empty where there was none
/// @param modern whether it is HTTP/1.1, which must name a host and can be answered in chunks
/// @param peer the most that its sender may do, as far as the entrance can tell
public record Call(
        String method,
        String path,
        List<String> segments,
        Query query,
        MessageHeaders headers,
        Map<String, @Nullable Object> body,
        boolean modern,
        Role peer) {
    private static final String BEARER = "Bearer ";

    /// @param target path and query as they were sent
    public static Call of(
            String method, String target, MessageHeaders headers, boolean modern, Role peer)
            throws Refusal {
        int mark = target.indexOf('?');
        String path = mark < 0 ? target : target.substring(0, mark);
        if (!path.startsWith("/") || !printable(target)) {
            throw Refusal.of(400, "a request must name a path, in printable ASCII");
        }
        var query = new Query(mark < 0 ? null : target.substring(mark + 1));
        return new Call(method, path, split(path), query, headers, Map.of(), modern, peer);
    }

    private static boolean printable(String target) {
        for (int i = 0; i < target.length(); i++) {
            if (target.charAt(i) <= ' ' || target.charAt(i) >= 127) {
                return false;
            }
        }
        return true;
    }

    private static List<String> split(String path) {
        var segments = new ArrayList<String>(4);
        for (String segment : path.substring(1).split("/", -1)) {
            segments.add(
                    segment.indexOf('%') < 0
                            ? segment
                            : PercentCodec.decode(segment, StandardCharsets.UTF_8));
        }
        return List.copyOf(segments);
    }

    public Call with(Map<String, @Nullable Object> sent) {
        return new Call(method, path, segments, query, headers, sent, modern, peer);
    }

    /// The first header of this name, or null.
    public @Nullable String header(String name) {
        Header header = headers.getFirstHeader(name);
        return header == null ? null : header.getValue();
    }

    /// The token that was shown, or null. A page in a browser that opens a WebSocket can set no
    /// header, and shows it there.
    public @Nullable String token() {
        String shown = header("Authorization");
        if (shown == null) {
            return Handshake.isWanted(this) ? Handshake.token(this) : null;
        }
        return shown.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? shown.substring(BEARER.length()).strip()
                : null;
    }

    /// The service that the path names: `/v1/services/{n}/…`.
    String service() {
        return segments.get(2);
    }

    /// The actor that the path names: `/v1/actors/{n}`.
    String actor() {
        return segments.get(2);
    }

    /// The thread that the path names: `/v1/threads/{id}`.
    String thread() {
        return segments.get(2);
    }
}
