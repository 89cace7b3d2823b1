package dev.reeve.plugin.control.xmlrpc.wire;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/// All of a request but its body.
///
/// @param method `GET`, `POST`, …
/// @param target as it was sent
/// @param modern whether it is HTTP/1.1, and not 1.0
/// @param headers by their names in lower case; each is there once
/// @param length how long the body is, in bytes
public record Head(
        String method, String target, boolean modern, Map<String, String> headers, int length) {
    /// @param name in lower case
    public @Nullable String header(String name) {
        return headers.get(name);
    }

    /// The target without its query.
    public String path() {
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }

    boolean keepsAlive() {
        String wish = header("connection");
        return modern
                ? wish == null || !wish.equalsIgnoreCase("close")
                : wish != null && wish.equalsIgnoreCase("keep-alive");
    }
}
