package dev.reeve.supervisor.core.output;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/// Finds where the last lines of a file begin, from its end.
final class Tail {
    private static final int BLOCK = 16 * 1024;

    /// However many lines are asked for, and however long they are.
    private static final int MOST = 16 << 20;

    private Tail() {}

    /// The place after the line end before the last lines; or as far from the end as lines may
    /// reach.
    static long start(FileChannel channel, long end, int lines) throws IOException {
        long first = Math.max(0, end - Math.min(MOST, (long) lines * Lines.LONGEST));
        var block = ByteBuffer.allocate(BLOCK);
        int found = 0;
        for (long at = end; at > first; ) {
            int size = (int) Math.min(BLOCK, at - first);
            at -= size;
            block.clear().limit(size);
            if (channel.read(block, at) < size) {
                return first;
            }
            for (int index = size - 1; index >= 0; index--) {
                // The very last byte ends the last line; it does not begin one.
                boolean ends = block.get(index) == '\n' && at + index < end - 1;
                if (ends && ++found == lines) {
                    return at + index + 1;
                }
            }
        }
        return first;
    }
}
