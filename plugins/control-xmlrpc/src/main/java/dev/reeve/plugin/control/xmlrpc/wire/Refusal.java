package dev.reeve.plugin.control.xmlrpc.wire;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/// A request that HTTP itself has a word against.
public final class Refusal extends Exception {
    private static final long serialVersionUID = 1;

    private final int status;

    public Refusal(int status, String text) {
        super(text, null, false, false);
        this.status = status;
    }

    public int status() {
        return status;
    }

    Answer.Whole answer() {
        Map<String, String> headers =
                switch (status) {
                    case 401 -> Map.of("WWW-Authenticate", "Basic realm=\"reeve\"");
                    case 405 -> Map.of("Allow", "GET, POST");
                    default -> Map.of();
                };
        byte[] text = (getMessage() + "\n").getBytes(StandardCharsets.UTF_8);
        return new Answer.Whole(status, "text/plain; charset=utf-8", text, headers);
    }
}
