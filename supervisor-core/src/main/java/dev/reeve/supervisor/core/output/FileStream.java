package dev.reeve.supervisor.core.output;

import dev.reeve.supervisor.core.time.TimeSource;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// A stream that children write to its file themselves; for followers the file is read after them.
final class FileStream extends Stream {
    private static final int BLOCK = 64 * 1024;

    private final Path path;
    private final LogFile file;
    private final TimeSource time;
    private final Followers followers;
    private long position;

    FileStream(
            String service,
            String name,
            Followers followers,
            TimeSource time,
            Path path,
            LogFile file) {
        super(service, name, followers);
        this.path = path;
        this.file = file;
        this.time = time;
        this.followers = followers;
    }

    @Override
    Path open(int run) throws IOException {
        Folder.above(path);
        read();
        begin(run);
        return path;
    }

    @Override
    synchronized void read() {
        if (!followers.some()) {
            position = wholeEnd();
            forget();
            return;
        }
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            position = Math.min(position, channel.size());
            var block = ByteBuffer.allocate(BLOCK);
            for (int read = channel.read(block, position);
                    read > 0;
                    read = channel.read(block, position)) {
                position += read;
                follow(block.flip(), time.now());
                block.clear();
            }
        } catch (IOException _) {
            // Nothing was printed yet, or it was taken away: there is nothing to hand on.
        }
    }

    @Override
    void close() {
        read();
    }

    @Override
    synchronized Kept kept() {
        read();
        return new Kept(file.look().until(position, position - pending()), followed());
    }

    /// Who follows from now on gets the rest of a line that has begun together with its beginning.
    private long wholeEnd() {
        try {
            return Newlines.endOfLast(path, Files.size(path));
        } catch (IOException notThere) {
            return 0;
        }
    }
}
