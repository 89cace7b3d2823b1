package dev.reeve.supervisor.core.output;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/// Where lines end.
final class Newlines {
    /// A last line that is longer than this counts as a whole one.
    private static final int LONGEST = 1 << 20;

    private Newlines() {}

    /// The first line end from one index to before another, or -1.
    static int first(ByteBuffer bytes, int from, int to) {
        for (int at = from; at < to; at++) {
            if (bytes.get(at) == '\n') {
                return at;
            }
        }
        return -1;
    }

    /// The last one, or -1.
    static int last(ByteBuffer bytes, int from, int to) {
        for (int at = to - 1; at >= from; at--) {
            if (bytes.get(at) == '\n') {
                return at;
            }
        }
        return -1;
    }

    /// Where the last whole line of a file ends.
    ///
    /// @param size how long the file is
    static long endOfLast(Path file, long size) throws IOException {
        try (FileChannel channel =
                FileChannel.open(
                        file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
            var block = ByteBuffer.allocate(4096);
            for (long end = size; end > Math.max(0, size - LONGEST); ) {
                long start = Math.max(0, end - block.capacity());
                block.clear().limit((int) (end - start));
                if (channel.read(block, start) < block.limit()) {
                    return size;
                }
                int found = last(block, 0, block.position());
                if (found >= 0) {
                    return start + found + 1;
                }
                end = start;
            }
            return size > LONGEST ? size : 0;
        }
    }
}
