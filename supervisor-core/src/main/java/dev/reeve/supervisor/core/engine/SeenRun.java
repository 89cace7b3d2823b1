package dev.reeve.supervisor.core.engine;

import dev.reeve.supervisor.api.spi.ReadyRun;
import dev.reeve.supervisor.core.kernel.Child;
import dev.reeve.supervisor.core.kernel.Kernel;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/// A run as its ready strategy sees it.
record SeenRun(
        String service, int run, Child child, Path directory, Duration interval, Kernel kernel)
        implements ReadyRun {
    /// How much of a pipe is kept for a strategy that does not read it; a writer of more is no
    /// strategy's friend, and the rest is dropped.
    private static final int PIECES = 1_000;

    @Override
    public long pid() {
        return child.pid();
    }

    @Override
    public Instant spawnedAt() {
        return child.spawnedAt();
    }

    @Override
    public void pause() throws InterruptedException {
        Thread.sleep(interval);
    }

    @Override
    public Set<Long> processes() {
        return child.processes();
    }

    @Override
    public PipeReader openPipe(Path path) throws IOException {
        BlockingQueue<byte[]> pieces = new LinkedBlockingQueue<>(PIECES);
        Kernel.PipeReading reading =
                kernel.readPipe(
                        path,
                        buffer -> {
                            var piece = new byte[buffer.remaining()];
                            buffer.get(piece);
                            pieces.offer(piece);
                        });
        return new PipeReader() {
            @Override
            public byte[] read() throws InterruptedException {
                return pieces.take();
            }

            @Override
            public void close() {
                reading.close();
            }
        };
    }
}
