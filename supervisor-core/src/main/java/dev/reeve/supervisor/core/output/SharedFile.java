package dev.reeve.supervisor.core.output;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;

/// A log file that belongs to one stream, or to several.
final class SharedFile {
    private final SharedFiles all;
    private final Path path;
    private final LogFile file;
    private final AtomicInteger users = new AtomicInteger();

    SharedFile(SharedFiles all, Path path, LogFile file) {
        this.all = all;
        this.path = path;
        this.file = file;
    }

    Path path() {
        return path;
    }

    LogFile file() {
        return file;
    }

    /// @param run whose bytes these are; of several streams, nobody knows later whose run it was
    void append(ByteBuffer bytes, int run, Instant now) {
        file.append(bytes, users.get() > 1 ? 0 : run, now);
    }

    void join() {
        users.incrementAndGet();
    }

    /// @return whether nobody is left
    boolean leave() {
        return users.decrementAndGet() == 0;
    }

    void release() {
        all.release(this);
    }
}
