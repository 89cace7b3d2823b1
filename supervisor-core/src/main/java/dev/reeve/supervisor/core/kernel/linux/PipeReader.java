package dev.reeve.supervisor.core.kernel.linux;

import dev.reeve.supervisor.core.kernel.Kernel.PipeReading;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// What the thread `output` does: it reads all named pipes, with one buffer for all.
final class PipeReader implements Runnable {
    private static final int BUFFER = 64 * 1024;

    /// Reads of one pipe before the others get their turn.
    private static final int SHARE = 4;

    /// A pipe holds this much at most (`/proc/sys/fs/pipe-max-size`), so a drain need not go on for
    /// longer, however fast its writer is.
    private static final int MOST = 1024 * 1024;

    private final Epoll epoll = new Epoll();
    private final Map<Integer, Reading> readings = new ConcurrentHashMap<>();
    private final Queue<Runnable> requests = new ConcurrentLinkedQueue<>();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
    private final long bufferAt = MemorySegment.ofBuffer(buffer).address();
    private final Thread thread;
    private boolean closed;

    PipeReader() throws IOException {
        thread = Thread.ofPlatform().name("output").daemon(true).unstarted(this);
        thread.start();
    }

    PipeReading read(Path path, Consumer<ByteBuffer> got) throws IOException {
        String name = path.toString();
        if (!Descriptor.isPipe(name)) {
            throw new IOException("cannot read `" + path + "`: it is not a named pipe");
        }
        int pipe =
                (int)
                        Errno.check(
                                "read `" + path + "`",
                                Descriptor.open(
                                        name, Abi.O_RDWR | Abi.O_NONBLOCK | Abi.O_NOFOLLOW, 0));
        var reading = new Reading(pipe, got);
        readings.put(pipe, reading);
        try {
            epoll.add(pipe);
        } catch (IOException failure) {
            readings.remove(pipe);
            Descriptor.close(pipe);
            throw failure;
        }
        return reading;
    }

    /// Ends the thread, and waits for it.
    void close() {
        run(this::finish);
    }

    @Override
    public void run() {
        while (!closed) {
            int count = epoll.await(-1);
            for (int index = 0; index < count; index++) {
                int descriptor = epoll.ready(index);
                Reading reading = descriptor < 0 ? null : readings.get(descriptor);
                if (reading != null) {
                    reading.read(SHARE * BUFFER);
                }
            }
            for (Runnable request = requests.poll(); request != null; request = requests.poll()) {
                request.run();
            }
        }
    }

    private void finish() {
        closed = true;
        for (Reading reading : readings.values()) {
            reading.finish();
        }
        epoll.close();
    }

    /// Has something done by the reading thread, and waits for it.
    private void run(Runnable request) {
        if (Thread.currentThread() == thread) {
            request.run();
            return;
        }
        var done = new CountDownLatch(1);
        requests.add(
                () -> {
                    request.run();
                    done.countDown();
                });
        epoll.wake();
        try {
            while (thread.isAlive() && !done.await(100, TimeUnit.MILLISECONDS)) {
                // it is writing to a slow disk
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private final class Reading implements PipeReading {
        private final Consumer<ByteBuffer> got;
        private int pipe;

        Reading(int pipe, Consumer<ByteBuffer> got) {
            this.pipe = pipe;
            this.got = got;
        }

        @Override
        public void drain() {
            PipeReader.this.run(() -> read(MOST));
        }

        @Override
        public void close() {
            PipeReader.this.run(
                    () -> {
                        read(MOST);
                        finish();
                    });
        }

        /// Reads until nothing is there, or this much was.
        private void read(int most) {
            int total = 0;
            while (pipe >= 0 && total < most) {
                int read = (int) Libc.system(Abi.READ, pipe, bufferAt, BUFFER);
                if (read == -Errno.EINTR) {
                    continue;
                }
                if (read <= 0) {
                    return;
                }
                total += read;
                hand(read);
            }
        }

        private void hand(int length) {
            buffer.clear().limit(length);
            try {
                got.accept(buffer);
            } catch (RuntimeException bug) {
                // One listener's bug must not end the reading of all the others.
                Bugs.LOG.error("what a pipe held was not taken", bug);
            }
        }

        private void finish() {
            if (pipe >= 0) {
                epoll.remove(pipe);
                readings.remove(pipe);
                Descriptor.close(pipe);
                pipe = -1;
            }
        }
    }

    /// Apart, so that a start does not wait for the log.
    private static final class Bugs {
        static final Logger LOG = LoggerFactory.getLogger(PipeReader.class);
    }
}
