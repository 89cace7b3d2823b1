package dev.reeve.plugin.control.http.websocket;

import java.io.IOException;

/// The other side has broken the rules, and the connection ends with it.
public final class Broken extends IOException {
    private static final long serialVersionUID = 1;

    /// The numbers by which an end is explained (RFC 6455, section 7.4.1).
    public static final int GOING_AWAY = 1001;

    static final int PROTOCOL = 1002;
    static final int NOT_TEXT = 1003;
    static final int NOT_UTF_8 = 1007;
    static final int TOO_LARGE = 1009;

    private final int code;

    Broken(int code, String text) {
        super(text);
        this.code = code;
    }

    /// One of the numbers by which an end is explained.
    public int code() {
        return code;
    }
}
