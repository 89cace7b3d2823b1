package dev.reeve.supervisor.core.kernel.linux;

import dev.reeve.supervisor.core.kernel.Datagram;
import dev.reeve.supervisor.core.kernel.Kernel.MessageSocket;
import dev.reeve.supervisor.core.kernel.Kernel.PipeReading;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/// What the thread `output` does: it reads all named pipes, with one buffer for
/// all, and all sockets for messages.
final class PipeReader implements Runnable {
    private static final int BUFFER = 64 * 1024;

    /// Who writes line by line would wake us for each: after a read of less than this, let some
    /// gather.
    private static final int LITTLE = 16 * 1024;

    private static final long GATHERING = 250_000;

    /// Reads of one pipe before the others get their turn.
    private static final int SHARE = 4;

    /// A pipe holds this much at most (`/proc/sys/fs/pipe-max-size`), so a drain need not go on for
    /// longer, however fast its writer is.
    private static final int MOST = 1024 * 1024;

    private final Epoll epoll = new Epoll();
    private final Map<Integer, Source> sources = new ConcurrentHashMap<>();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
    private final long bufferAt = MemorySegment.ofBuffer(buffer).address();
    private final MessageMemory messages = new MessageMemory();
    private final Thread thread;
    private volatile boolean closed;

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
        watch(pipe, reading);
        return reading;
    }

    MessageSocket receive(Path path, @Nullable Long user, Consumer<Datagram> got)
            throws IOException {
        var mailbox = new Mailbox(LocalSocket.open(path, user), messages, user, got, this::unwatch);
        watch(mailbox.descriptor(), mailbox);
        return mailbox;
    }

    /// Ends the thread, and all reading.
    void close() {
        closed = true;
        epoll.wake();
        Threads.join(thread);
        sources.values().forEach(Source::close);
        epoll.close();
    }

    @Override
    public void run() {
        while (!closed) {
            int count = epoll.await(-1);
            int total = 0;
            for (int index = 0; index < count; index++) {
                int descriptor = epoll.ready(index);
                Source source = descriptor < 0 ? null : sources.get(descriptor);
                total += source == null ? 0 : source.readShare();
            }
            if (total < LITTLE) {
                LockSupport.parkNanos(GATHERING);
            }
        }
    }

    private void watch(int descriptor, Source source) throws IOException {
        sources.put(descriptor, source);
        try {
            epoll.add(descriptor);
        } catch (IOException failure) {
            source.close();
            throw failure;
        }
    }

    private void unwatch(int descriptor) {
        epoll.remove(descriptor);
        sources.remove(descriptor);
    }

    private final class Reading implements PipeReading, Source {
        private final Consumer<ByteBuffer> got;
        private int pipe;

        Reading(int pipe, Consumer<ByteBuffer> got) {
            this.pipe = pipe;
            this.got = got;
        }

        @Override
        public synchronized int readShare() {
            int total = 0;
            for (int turn = 0; turn < SHARE; turn++) {
                int read = read(bufferAt, BUFFER);
                if (read > 0) {
                    total += read;
                    hand(buffer.clear().limit(read));
                }
                if (read < BUFFER) {
                    break;
                }
            }
            return total;
        }

        @Override
        public synchronized void drain() {
            int total = 0;
            while (total < MOST) {
                Scratch scratch = Scratch.mine();
                int read = read(scratch.room(), Scratch.ROOM_SIZE);
                if (read <= 0) {
                    return;
                }
                total += read;
                byte[] bytes = new byte[read];
                scratch.copy(bytes, 0, read);
                hand(ByteBuffer.wrap(bytes));
            }
        }

        @Override
        public synchronized void close() {
            if (pipe >= 0) {
                drain();
                unwatch(pipe);
                Descriptor.close(pipe);
                pipe = -1;
            }
        }

        /// @return how much there was, or at most 0
        private int read(long at, int size) {
            if (pipe < 0) {
                return 0;
            }
            int read;
            do {
                read = (int) Libc.system(Abi.READ, pipe, at, size);
            } while (read == -Errno.EINTR);
            return read;
        }

        private void hand(ByteBuffer bytes) {
            try {
                got.accept(bytes);
            } catch (RuntimeException bug) {
                // One listener's bug must not end the reading of all the others.
                Bugs.LOG.error("what a pipe held was not taken", bug);
            }
        }
    }

    /// Apart, so that a start does not wait for the log.
    private static final class Bugs {
        static final Logger LOG = LoggerFactory.getLogger(PipeReader.class);
    }
}
