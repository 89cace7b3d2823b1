package dev.reeve.supervisor.core.engine;

import dev.reeve.supervisor.api.spi.ReadyRun;
import dev.reeve.supervisor.core.kernel.Kernel;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// Reads the pipe of a name, and the one that replaces it: a service may remove the pipe that was
/// made for it and make its own, as process-pilot's do. Who waits in {@link #read} looks after the
/// name every interval.
final class NamedPipe implements ReadyRun.PipeReader {
    /// How much of a pipe is kept for a strategy that does not read it; a writer of more is no
    /// strategy's friend, and the rest is dropped.
    private static final int PIECES = 1_000;

    private final Path path;
    private final Duration interval;
    private final Kernel kernel;
    private final BlockingQueue<byte[]> pieces = new LinkedBlockingQueue<>(PIECES);
    private @Nullable Object seen;
    private Kernel.PipeReading reading;

    NamedPipe(Path path, Duration interval, Kernel kernel) throws IOException {
        this.path = path;
        this.interval = interval;
        this.kernel = kernel;
        // In this order: what replaces it in between is opened twice, and never missed.
        this.seen = identity();
        this.reading = open();
    }

    @Override
    public byte[] read() throws IOException, InterruptedException {
        while (true) {
            var piece = pieces.poll(interval.toNanos(), TimeUnit.NANOSECONDS);
            if (piece != null) {
                return piece;
            }
            followReplaced();
        }
    }

    @Override
    public void close() {
        reading.close();
    }

    private void followReplaced() throws IOException {
        var now = identity();
        if (now != null && !Objects.equals(seen, now)) {
            var replaced = reading;
            seen = now;
            reading = open();
            replaced.close();
        }
    }

    private Kernel.PipeReading open() throws IOException {
        return kernel.readPipe(
                path,
                buffer -> {
                    var piece = new byte[buffer.remaining()];
                    buffer.get(piece);
                    pieces.offer(piece);
                });
    }

    /// Which pipe has the name now; null where there is none. A pipe that is held open keeps its
    /// number to itself.
    private @Nullable Object identity() {
        try {
            var attributes = Files.readAttributes(path, BasicFileAttributes.class);
            return attributes.isOther() ? attributes.fileKey() : null;
        } catch (IOException betweenRemovedAndMade) {
            return null;
        }
    }
}
