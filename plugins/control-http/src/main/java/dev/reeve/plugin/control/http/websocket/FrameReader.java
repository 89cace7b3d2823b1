package dev.reeve.plugin.control.http.websocket;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/// Reads what a client says, strictly: every frame is masked, no extension is used, and messages
/// are text of a limited size. Used by one thread; blocks.
public final class FrameReader {
    /// A message, in bytes, at most.
    public static final int LARGEST = 64 * 1024;

    private static final int RESERVED = 0x70;
    private static final int MASKED = 0x80;

    private final InputStream in;
    private final ByteArrayOutputStream message = new ByteArrayOutputStream(0);
    private boolean inMessage;

    /// One frame as it came, without its mask.
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Frame(boolean last, int kind, byte[] payload) {}

    /// @param in should have a buffer
    public FrameReader(InputStream in) {
        this.in = in;
    }

    /// Waits for the next message, or what comes between messages. Where a message comes in parts,
    /// what comes between those is told first.
    ///
    /// @throws EOFException if the client has hung up
    /// @throws Broken if it breaks the rules
    public Spoken next() throws IOException {
        while (true) {
            Frame frame = frame();
            switch (frame.kind()) {
                case Frames.PING -> {
                    return new Spoken.Ping(frame.payload());
                }
                case Frames.PONG -> {
                    return new Spoken.Pong();
                }
                case Frames.CLOSE -> {
                    return close(frame.payload());
                }
                default -> {
                    if (gather(frame)) {
                        return message();
                    }
                }
            }
        }
    }

    private Frame frame() throws IOException {
        int first = octet();
        int second = octet();
        int kind = first & 0xf;
        boolean last = (first & Frames.FINAL) != 0;
        if ((first & RESERVED) != 0) {
            throw new Broken(Broken.PROTOCOL, "no extension was agreed on");
        }
        if ((second & MASKED) == 0) {
            throw new Broken(Broken.PROTOCOL, "what a client sends must be masked");
        }
        check(kind, last, second & ~MASKED);
        int length = length(second & ~MASKED);
        byte[] mask = bytes(4);
        byte[] payload = bytes(length);
        for (int i = 0; i < length; i++) {
            payload[i] ^= mask[i & 3];
        }
        return new Frame(last, kind, payload);
    }

    private void check(int kind, boolean last, int length) throws Broken {
        switch (kind) {
            case Frames.CLOSE, Frames.PING, Frames.PONG -> {
                if (!last || length > Frames.SMALL) {
                    throw new Broken(Broken.PROTOCOL, "a control frame is small, and whole");
                }
            }
            case Frames.TEXT -> {
                if (inMessage) {
                    throw new Broken(Broken.PROTOCOL, "the message before has not ended");
                }
            }
            case Frames.CONTINUATION -> {
                if (!inMessage) {
                    throw new Broken(Broken.PROTOCOL, "no message has begun");
                }
            }
            case Frames.BINARY -> throw new Broken(Broken.NOT_TEXT, "messages are text");
            default -> throw new Broken(Broken.PROTOCOL, "there is no such frame");
        }
    }

    /// Looks at the length before anything is made for it.
    private int length(int inFirst) throws IOException {
        long length =
                switch (inFirst) {
                    case Frames.TWO_BYTES -> ByteBuffer.wrap(bytes(2)).getShort() & 0xffff;
                    case Frames.EIGHT_BYTES -> ByteBuffer.wrap(bytes(8)).getLong();
                    default -> inFirst;
                };
        if (length < 0 || length > LARGEST - message.size()) {
            throw new Broken(Broken.TOO_LARGE, "a message takes at most " + LARGEST + " bytes");
        }
        return (int) length;
    }

    /// @return whether the message is whole now
    private boolean gather(Frame frame) {
        message.writeBytes(frame.payload());
        inMessage = !frame.last();
        return frame.last();
    }

    private Spoken message() throws Broken {
        byte[] whole = message.toByteArray();
        message.reset();
        return new Spoken.Text(text(whole, 0));
    }

    private static Spoken close(byte[] payload) throws Broken {
        if (payload.length == 0) {
            return new Spoken.Close(0);
        }
        int code = payload.length < 2 ? 0 : ByteBuffer.wrap(payload).getShort() & 0xffff;
        if (!mayBeSent(code)) {
            throw new Broken(Broken.PROTOCOL, "nobody may close with this number");
        }
        text(payload, 2);
        return new Spoken.Close(code);
    }

    /// Section 7.4 of RFC 6455, and what was registered since.
    private static boolean mayBeSent(int code) {
        boolean registered = code >= 1000 && code <= 1014 && code != 1004;
        return (registered && code != 1005 && code != 1006) || (code >= 3000 && code <= 4999);
    }

    private static String text(byte[] bytes, int from) throws Broken {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, from, bytes.length - from))
                    .toString();
        } catch (CharacterCodingException wrong) {
            throw new Broken(Broken.NOT_UTF_8, "this is not UTF-8");
        }
    }

    private int octet() throws IOException {
        int octet = in.read();
        if (octet < 0) {
            throw new EOFException("the client has hung up");
        }
        return octet;
    }

    private byte[] bytes(int count) throws IOException {
        byte[] bytes = in.readNBytes(count);
        if (bytes.length < count) {
            throw new EOFException("the client has hung up in the middle of a frame");
        }
        return bytes;
    }
}
