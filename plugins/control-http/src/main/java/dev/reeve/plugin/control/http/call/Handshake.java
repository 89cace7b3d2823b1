package dev.reeve.plugin.control.http.call;

import org.apache.hc.core5.http.Header;
import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// How a request of HTTP becomes a WebSocket (RFC 6455, section 4.2).
final class Handshake {
    /// The protocol that is spoken; who names others beside it must name this one, too.
    static final String PROTOCOL = "reeve.v1";

    /// Stands before a token where a browser's page, which can set no header, names it among the
    /// protocols that it speaks.
    private static final String BEARER = "bearer.";

    private static final String VERSION = "13";
    private static final String MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    private Handshake() {}

    /// Whether a request wants to go on as a WebSocket.
    static boolean isWanted(Call call) {
        return call.modern()
                && call.method().equals("GET")
                && lists(call, "Upgrade", "websocket")
                && lists(call, "Connection", "upgrade");
    }

    /// The headers by which that is agreed to.
    ///
    /// @throws Refusal if it cannot be
    static Map<String, String> answer(Call call) throws Refusal {
        if (!VERSION.equals(call.header("Sec-WebSocket-Version"))) {
            throw Refusal.of(426, "this speaks version 13 of WebSocket")
                    .with("Sec-WebSocket-Version", VERSION);
        }
        var headers = new LinkedHashMap<String, String>();
        headers.put("Upgrade", "websocket");
        headers.put("Connection", "Upgrade");
        headers.put("Sec-WebSocket-Accept", accepted(key(call)));
        List<String> protocols = words(call, "Sec-WebSocket-Protocol");
        if (protocols.contains(PROTOCOL)) {
            headers.put("Sec-WebSocket-Protocol", PROTOCOL);
        }
        return headers;
    }

    /// The token that is named among the protocols, or null.
    static @Nullable String token(Call call) {
        for (String word : words(call, "Sec-WebSocket-Protocol")) {
            if (word.startsWith(BEARER)) {
                return word.substring(BEARER.length());
            }
        }
        return null;
    }

    private static String key(Call call) throws Refusal {
        String key = call.header("Sec-WebSocket-Key");
        try {
            if (key != null
                    && call.headers().countHeaders("Sec-WebSocket-Key") == 1
                    && Base64.getDecoder().decode(key.strip()).length == 16) {
                return key.strip();
            }
        } catch (IllegalArgumentException notBase64) {
            // Answered below, together with keys of another length.
        }
        throw Refusal.of(400, "`Sec-WebSocket-Key` must be 16 bytes as Base64");
    }

    private static String accepted(String key) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-1")
                            .digest((key + MAGIC).getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-1", impossible);
        }
    }

    private static boolean lists(Call call, String header, String word) {
        return words(call, header).stream().anyMatch(word::equalsIgnoreCase);
    }

    private static List<String> words(Call call, String name) {
        var words = new ArrayList<String>();
        for (Header header : call.headers().getHeaders(name)) {
            for (String word : String.valueOf(header.getValue()).split(",", -1)) {
                words.add(word.strip());
            }
        }
        return words;
    }
}
