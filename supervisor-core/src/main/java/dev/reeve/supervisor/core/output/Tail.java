package dev.reeve.supervisor.core.output;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Set;

/// The end of a file, found from its end.
final class Tail {
    private static final int BLOCK = 16 * 1024;

    /// However many lines are asked for, and however long they are.
    private static final int MOST = 16 << 20;

    private Tail() {}

    /// The last lines of a file; none where it cannot be read.
    static List<String> of(Path file, int lines) {
        if (lines <= 0) {
            return List.of();
        }
        try (FileChannel channel =
                FileChannel.open(
                        file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
            return of(channel, lines);
        } catch (IOException notThere) {
            return List.of();
        }
    }

    private static List<String> of(FileChannel channel, int lines) throws IOException {
        long end = channel.size();
        long start = start(channel, end, lines);
        var last = new ArrayDeque<String>();
        var cut =
                new Lines(
                        line -> {
                            if (last.size() == lines) {
                                last.removeFirst();
                            }
                            last.add(line);
                        });
        var block = ByteBuffer.allocate(BLOCK);
        for (long at = start; at < end; ) {
            block.clear().limit((int) Math.min(BLOCK, end - at));
            int read = channel.read(block, at);
            if (read <= 0) {
                break;
            }
            at += read;
            cut.take(block.flip());
        }
        cut.flush();
        return List.copyOf(last);
    }

    /// The place after the line end before the last lines; or as far from the end as lines may
    /// reach.
    private static long start(FileChannel channel, long end, int lines) throws IOException {
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
