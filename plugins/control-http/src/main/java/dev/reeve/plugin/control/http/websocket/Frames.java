package dev.reeve.plugin.control.http.websocket;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// What a server sends, as bytes: whole messages, never masked (RFC 6455, section 5.2).
public final class Frames {
    static final int FINAL = 0x80;
    static final int CONTINUATION = 0x0;
    static final int TEXT = 0x1;
    static final int BINARY = 0x2;
    static final int CLOSE = 0x8;
    static final int PING = 0x9;
    static final int PONG = 0xA;

    /// What a control frame can hold at most, and the last length that is written in one byte.
    static final int SMALL = 125;

    static final int TWO_BYTES = 126;
    static final int EIGHT_BYTES = 127;

    private Frames() {}

    /// A message.
    ///
    /// @param text in UTF-8
    public static byte[] text(byte[] text) {
        return frame(TEXT, text);
    }

    /// Is anybody there?
    public static byte[] ping() {
        return frame(PING, new byte[0]);
    }

    /// Yes.
    ///
    /// @param data what the question held
    public static byte[] pong(byte[] data) {
        return frame(PONG, data);
    }

    /// Nothing more will be said.
    ///
    /// @param code why; 0 for no reason
    /// @param text for people, short
    public static byte[] close(int code, String text) {
        if (code == 0) {
            return frame(CLOSE, new byte[0]);
        }
        byte[] reason = text.getBytes(StandardCharsets.US_ASCII);
        int length = Math.min(reason.length, SMALL - 2);
        ByteBuffer payload = ByteBuffer.allocate(2 + length);
        payload.putShort((short) code).put(reason, 0, length);
        return frame(CLOSE, payload.array());
    }

    private static byte[] frame(int kind, byte[] payload) {
        int length = payload.length;
        int more = length <= SMALL ? 0 : length <= 0xffff ? 2 : 8;
        ByteBuffer frame = ByteBuffer.allocate(2 + more + length);
        frame.put((byte) (FINAL | kind));
        if (more == 0) {
            frame.put((byte) length);
        } else if (more == 2) {
            frame.put((byte) TWO_BYTES).putShort((short) length);
        } else {
            frame.put((byte) EIGHT_BYTES).putLong(length);
        }
        return frame.put(payload).array();
    }
}
