package dev.reeve.supervisor.testkit;

import dev.reeve.supervisor.api.spi.ReadyRun.PipeReader;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/// A real named pipe that is read by a thread of its own. Both ends are open, so that the reading
/// never ends before it is closed.
final class NamedPipe implements PipeReader {
    private final BlockingQueue<byte[]> arrived = new LinkedBlockingQueue<>();
    private final RandomAccessFile bothEnds;
    private final Thread reader;
    private volatile boolean closed;

    NamedPipe(Path path) throws IOException {
        bothEnds = new RandomAccessFile(path.toFile(), "rw");
        // A read that blocks must not hold the carrier of virtual threads.
        reader = Thread.ofPlatform().daemon().name("pipe " + path).start(this::pump);
    }

    /// Makes one, with the system's own command; one that is there already is kept.
    static void make(Path path) throws IOException {
        if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            if (!(boolean) Files.getAttribute(path, "isOther", LinkOption.NOFOLLOW_LINKS)) {
                throw new IOException("cannot make the pipe " + path + ": something is there");
            }
            return;
        }
        Process mkfifo = new ProcessBuilder("mkfifo", "-m", "600", path.toString()).start();
        try {
            if (mkfifo.waitFor() != 0) {
                throw new IOException("cannot make the pipe " + path);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }

    @Override
    public byte[] read() throws InterruptedException {
        return arrived.take();
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            bothEnds.write(0); // wakes the reader
            reader.join();
            bothEnds.close();
        } catch (IOException cannotHappen) {
            throw new IllegalStateException("cannot close the pipe", cannotHappen);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void pump() {
        byte[] buffer = new byte[4096];
        try {
            while (!closed) {
                int count = bothEnds.read(buffer);
                if (!closed && count > 0) {
                    arrived.add(Arrays.copyOf(buffer, count));
                }
            }
        } catch (IOException closedMeanwhile) {
            closed = true;
        }
    }
}
