package dev.reeve.plugin.control.http.wire;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// What goes out to one follower: frames that are there together are written together, and where
/// they are chunked, in one chunk. Used by any thread; blocks while the client takes nothing.
final class Outflow {
    private static final byte[] LINE_END = {'\r', '\n'};
    private static final byte[] LAST_CHUNK = "0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    /// The length of a chunk, in hexadecimal digits, and the end of its line.
    private static final int HEAD = 8 + 2;

    private final OutputStream socket;
    private final boolean chunked;
    private final Buffers buffers;
    private final Runnable begins;

    /// @param chunked whether the end of each part is told
    /// @param begins called before each part is written
    Outflow(OutputStream socket, boolean chunked, Buffers buffers, Runnable begins) {
        this.socket = socket;
        this.chunked = chunked;
        this.buffers = buffers;
        this.begins = begins;
    }

    /// All is written when this returns.
    synchronized void send(List<byte[]> frames) throws IOException {
        byte[] buffer = buffers.take();
        try {
            int end = HEAD;
            for (byte[] frame : frames) {
                int done = 0;
                while (done < frame.length) {
                    int part = Math.min(frame.length - done, limit(buffer) - end);
                    System.arraycopy(frame, done, buffer, end, part);
                    done += part;
                    end += part;
                    if (end == limit(buffer)) {
                        write(buffer, end);
                        end = HEAD;
                    }
                }
            }
            if (end > HEAD) {
                write(buffer, end);
            }
        } finally {
            buffers.give(buffer);
        }
    }

    private static int limit(byte[] buffer) {
        return buffer.length - LINE_END.length;
    }

    private void write(byte[] buffer, int end) throws IOException {
        begins.run();
        if (!chunked) {
            socket.write(buffer, HEAD, end - HEAD);
            return;
        }
        byte[] length =
                (Integer.toHexString(end - HEAD) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        int begin = HEAD - length.length;
        System.arraycopy(length, 0, buffer, begin, length.length);
        System.arraycopy(LINE_END, 0, buffer, end, LINE_END.length);
        socket.write(buffer, begin, end + LINE_END.length - begin);
    }

    /// Tells that nothing more comes.
    synchronized void end() throws IOException {
        begins.run();
        if (chunked) {
            socket.write(LAST_CHUNK);
        }
    }
}
