package dev.reeve.supervisor.core.kernel.linux;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// A thread's own native memory for the arguments of short calls.
///
/// Layout: the error number at 0, a path at {@link #PATH}, a result or a block of data at
/// {@link #ROOM}.
final class Scratch {
    static final int PATH = 64;
    static final int PATH_SIZE = 4096;
    static final int ROOM = PATH + PATH_SIZE;
    static final int ROOM_SIZE = 8192;

    private static final ThreadLocal<Scratch> MINE =
            new ThreadLocal<>() {
                @Override
                protected Scratch initialValue() {
                    return new Scratch();
                }
            };

    final ByteBuffer bytes =
            ByteBuffer.allocateDirect(ROOM + ROOM_SIZE).order(ByteOrder.nativeOrder());
    final MemorySegment errno = MemorySegment.ofBuffer(bytes);
    private final long address = errno.address();

    private Scratch() {}

    /// The memory of the calling thread.
    static Scratch mine() {
        return MINE.get();
    }

    /// The address of {@link #ROOM}.
    long room() {
        return address + ROOM;
    }

    /// Writes a path, and gives its address; 0 where it is too long or holds a NUL, which the
    /// system refuses as a bad address.
    long path(String path) {
        byte[] encoded = path.getBytes(StandardCharsets.UTF_8);
        if (encoded.length >= PATH_SIZE || path.indexOf('\0') >= 0) {
            return 0;
        }
        bytes.put(PATH, encoded);
        bytes.put(PATH + encoded.length, (byte) 0);
        return address + PATH;
    }

    /// Copies a block out of {@link #ROOM}.
    void copy(byte[] into, int at, int length) {
        bytes.get(ROOM, into, at, length);
    }
}
