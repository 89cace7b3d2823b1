package dev.reeve.plugin.control.http.wire;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/// What a client sends, up to a limit. Used by one thread.
final class Incoming extends FilterInputStream {
    private long left = Long.MAX_VALUE;
    private int first = -1;
    private boolean ended;

    Incoming(InputStream socket) {
        super(socket);
    }

    /// The client has sent more than this part of a request may have.
    static final class TooMuch extends IOException {
        private static final long serialVersionUID = 1;
    }

    /// From now on, at most so many bytes.
    void limit(long bytes) {
        left = bytes;
    }

    /// The first byte of those that were read together last.
    int first() {
        return first;
    }

    /// Whether the client has ended what it sends.
    boolean ended() {
        return ended;
    }

    @Override
    public int read() {
        throw new IllegalStateException("the buffer in front of this reads many at a time");
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (left <= 0) {
            throw new TooMuch();
        }
        int count = in.read(bytes, offset, length);
        if (count < 0) {
            ended = true;
        } else if (count > 0) {
            first = bytes[offset] & 0xff;
            left -= count;
        }
        return count;
    }
}
