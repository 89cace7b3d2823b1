package dev.reeve.supervisor.core.kernel.linux;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// A set of descriptors whose readiness one thread waits for, and which any thread may wake.
///
/// An event may come late, for a descriptor that has been closed since and even given out anew: who
/// handles one must find it harmless.
final class Epoll {
    private static final int ADD = 1;
    private static final int REMOVE = 2;
    private static final int CHANGE = 3;
    private static final int READABLE = 1;
    private static final int BATCH = 128;
    private static final int EFD_CLOEXEC_NONBLOCK = 0x80000 | 0x800;

    private final int epoll;
    private final int waker;
    private final ByteBuffer events =
            ByteBuffer.allocateDirect(BATCH * Abi.EPOLL_EVENT_SIZE).order(ByteOrder.nativeOrder());
    private final long eventsAt = MemorySegment.ofBuffer(events).address();
    private volatile boolean closed;

    Epoll() throws IOException {
        epoll =
                (int)
                        Errno.check(
                                "watch descriptors", Libc.system(Abi.EPOLL_CREATE1, Abi.O_CLOEXEC));
        waker =
                (int)
                        Errno.check(
                                "make a waker", Libc.system(Abi.EVENTFD2, 0, EFD_CLOEXEC_NONBLOCK));
        add(waker);
    }

    /// Watches a descriptor for something to read, or, of a process, for its end.
    void add(int descriptor) throws IOException {
        Errno.check("watch a descriptor", control(ADD, descriptor, READABLE));
    }

    /// Takes a process's descriptor in without telling of it yet, so that {@link #begin} cannot
    /// fail.
    void prepare(int descriptor) throws IOException {
        Errno.check("watch a process", control(ADD, descriptor, 0));
    }

    /// Begins to tell of what was prepared.
    void begin(int descriptor) {
        long _ = control(CHANGE, descriptor, READABLE);
    }

    /// Stops watching; to be called before the descriptor is closed, since a child that is just
    /// being spawned may hold a copy of it for a moment.
    void remove(int descriptor) {
        long _ = control(REMOVE, descriptor, 0);
    }

    /// Waits until something is ready.
    ///
    /// @param milliseconds the longest wait; -1 for ever
    /// @return how many are, to be asked for by {@link #ready}
    int await(int milliseconds) {
        int count = (int) Libc.system(Abi.EPOLL_PWAIT, epoll, eventsAt, BATCH, milliseconds, 0, 8);
        return Math.max(count, 0);
    }

    /// The descriptor of an event, or -1 where it was a call to wake up.
    int ready(int index) {
        int descriptor = events.getInt(index * Abi.EPOLL_EVENT_SIZE + Abi.EPOLL_EVENT_DATA);
        if (descriptor != waker) {
            return descriptor;
        }
        long _ = Libc.system(Abi.READ, waker, Scratch.mine().room(), 8);
        return -1;
    }

    /// Makes {@link #await} return. By any thread.
    void wake() {
        if (!closed) {
            Scratch scratch = Scratch.mine();
            scratch.bytes.putLong(Scratch.ROOM, 1);
            long _ = Libc.system(Abi.WRITE, waker, scratch.room(), 8);
        }
    }

    /// To be called by the thread that waits, at its end.
    void close() {
        closed = true;
        Descriptor.close(waker);
        Descriptor.close(epoll);
    }

    private long control(int operation, int descriptor, int events) {
        Scratch scratch = Scratch.mine();
        scratch.bytes.putInt(Scratch.ROOM, events);
        scratch.bytes.putLong(Scratch.ROOM + Abi.EPOLL_EVENT_DATA, descriptor);
        return Libc.system(Abi.EPOLL_CTL, epoll, operation, descriptor, scratch.room());
    }
}
