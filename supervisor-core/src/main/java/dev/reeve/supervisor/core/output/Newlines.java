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

    private static final long EACH = 0x0101010101010101L;
    private static final long LOW_BITS = 0x7f * EACH;
    private static final long LINE_ENDS = '\n' * EACH;

    private Newlines() {}

    /// The first line end from one index to before another, or -1. Looks at eight bytes at a time:
    /// all that anyone follows goes through here.
    static int first(ByteBuffer bytes, int from, int to) {
        int at = from;
        while (at <= to - Long.BYTES && !holds(bytes.getLong(at))) {
            at += Long.BYTES;
        }
        for (; at < to; at++) {
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

    /// Whether one of eight bytes is a line end.
    private static boolean holds(long eight) {
        long zeroWhereEqual = eight ^ LINE_ENDS;
        long sevenBits = (zeroWhereEqual & LOW_BITS) + LOW_BITS;
        return ~(sevenBits | zeroWhereEqual | LOW_BITS) != 0;
    }
}
