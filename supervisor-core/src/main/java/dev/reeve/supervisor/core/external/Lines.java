package dev.reeve.supervisor.core.external;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/// Cuts what a program writes into lines. For one thread.
final class Lines {
    private final InputStream in;
    private final byte[] some = new byte[1 << 16];
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private int from;
    private int to;
    private boolean cut;

    Lines(InputStream in) {
        this.in = in;
    }

    /// Waits for the next line; null at the end. What stands behind the last line end is a line.
    ///
    /// @param longest in bytes; what is beyond that is passed over, and {@link #wasCut} says so
    byte @Nullable [] next(int longest) throws IOException {
        line.reset();
        cut = false;
        while (true) {
            if (from == to) {
                from = 0;
                to = Math.max(0, in.read(some));
                if (to == 0) {
                    return line.size() == 0 ? null : line.toByteArray();
                }
            }
            int end = from;
            while (end < to && some[end] != '\n') {
                end++;
            }
            int taken = Math.min(end - from, longest - line.size());
            cut |= taken < end - from;
            line.write(some, from, taken);
            boolean whole = end < to;
            from = whole ? end + 1 : end;
            // A line without an end would never come to one.
            if (whole || cut) {
                return line.toByteArray();
            }
        }
    }

    /// The next line as text.
    @Nullable String text(int longest) throws IOException {
        byte[] bytes = next(longest);
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8).stripTrailing();
    }

    /// Whether the last line was longer than it may be; its rest comes as the next one.
    boolean wasCut() {
        return cut;
    }
}
