package dev.reeve.supervisor.core.output;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// A stream that children write to its file themselves; for followers the file is read after them.
final class FileStream extends Stream {
    private static final int BLOCK = 64 * 1024;

    private final Path file;
    private final Followers followers;
    private long position;

    FileStream(String service, String name, Followers followers, Path file) {
        super(service, name, followers);
        this.file = file;
        this.followers = followers;
    }

    @Override
    Path open(int run) throws IOException {
        Folder.above(file);
        read();
        begin(run);
        return file;
    }

    @Override
    synchronized void read() {
        if (!followers.some()) {
            position = size();
            return;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            position = Math.min(position, channel.size());
            var block = ByteBuffer.allocate(BLOCK);
            for (int read = channel.read(block, position);
                    read > 0;
                    read = channel.read(block, position)) {
                position += read;
                follow(block.flip());
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

    private long size() {
        try {
            return Files.size(file);
        } catch (IOException notThere) {
            return 0;
        }
    }
}
