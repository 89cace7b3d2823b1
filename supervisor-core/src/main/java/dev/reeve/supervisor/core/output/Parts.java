package dev.reeve.supervisor.core.output;

import dev.reeve.supervisor.api.control.LogPart;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Set;

/// Reads pieces of files.
final class Parts {
    /// However much is asked for.
    private static final int MOST = 8 << 20;

    private Parts() {}

    /// A piece of a file; empty where there is no such file.
    ///
    /// @param offset where it begins; a negative one counts from the end
    static LogPart of(Path file, long offset, int length) {
        try (FileChannel channel =
                FileChannel.open(
                        file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
            long size = channel.size();
            long from = Math.clamp(offset < 0 ? size + offset : offset, 0, size);
            var bytes = ByteBuffer.allocate((int) Math.min(size - from, Math.min(length, MOST)));
            long at = from;
            while (bytes.hasRemaining()) {
                int read = channel.read(bytes, at);
                if (read < 0) {
                    break;
                }
                at += read;
            }
            return new LogPart(Arrays.copyOf(bytes.array(), bytes.position()), from, size);
        } catch (IOException notThere) {
            return new LogPart(new byte[0], 0, 0);
        }
    }
}
