package dev.reeve.supervisor.core.kernel.linux;

import dev.reeve.supervisor.core.kernel.Datagram;

import org.jspecify.annotations.Nullable;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// Native memory for receiving, for one thread: `struct msghdr` of 64-bit machines and what it
/// points to (recvmsg(2)).
final class MessageMemory {
    static final int LONGEST = 64 * 1024;

    private static final int HEADER = 0;
    private static final int VECTOR = 64;
    private static final int CONTROL = 80;

    /// Room for the sender's credentials and nothing else: so descriptors that somebody sends along
    /// are closed by the kernel.
    private static final int CONTROL_SIZE = 32;

    private static final int BYTES = CONTROL + CONTROL_SIZE;

    private static final int VECTOR_AT = 16;
    private static final int VECTORS_AT = 24;
    private static final int CONTROL_AT = 32;
    private static final int CONTROL_LENGTH_AT = 40;
    private static final int FLAGS_AT = 48;

    private static final int SOL_SOCKET = 1;
    private static final int SCM_CREDENTIALS = 2;
    private static final int CREDENTIALS_LENGTH = 16 + 12;
    private static final int MSG_TRUNC = 0x20;
    private static final int MSG_CMSG_CLOEXEC = 0x40000000;

    private final ByteBuffer memory =
            ByteBuffer.allocateDirect(BYTES + LONGEST).order(ByteOrder.nativeOrder());
    private final long address = MemorySegment.ofBuffer(memory).address();

    MessageMemory() {
        memory.putLong(HEADER + VECTOR_AT, address + VECTOR);
        memory.putLong(HEADER + VECTORS_AT, 1);
        memory.putLong(HEADER + CONTROL_AT, address + CONTROL);
        memory.putLong(VECTOR, address + BYTES);
        memory.putLong(VECTOR + 8, LONGEST);
    }

    /// Receives a message, if there is one.
    ///
    /// @return its length, or the negative of an error number
    int receive(int socket) {
        int received;
        do {
            memory.putLong(HEADER + CONTROL_LENGTH_AT, CONTROL_SIZE);
            memory.putLong(CONTROL, 0);
            received = (int) Libc.system(Abi.RECVMSG, socket, address + HEADER, MSG_CMSG_CLOEXEC);
        } while (received == -Errno.EINTR);
        return received;
    }

    /// The message that was just received, or null: it was too long, or the kernel does not name
    /// its sender (who is in another PID namespace, perhaps).
    @Nullable Datagram datagram(int length) {
        boolean named =
                memory.getLong(HEADER + CONTROL_LENGTH_AT) >= CREDENTIALS_LENGTH
                        && memory.getLong(CONTROL) == CREDENTIALS_LENGTH
                        && memory.getInt(CONTROL + 8) == SOL_SOCKET
                        && memory.getInt(CONTROL + 12) == SCM_CREDENTIALS
                        && memory.getInt(CONTROL + 16) > 0;
        if (!named || (memory.getInt(HEADER + FLAGS_AT) & MSG_TRUNC) != 0) {
            return null;
        }
        byte[] bytes = new byte[length];
        memory.get(BYTES, bytes);
        return new Datagram(
                new String(bytes, StandardCharsets.UTF_8),
                memory.getInt(CONTROL + 16),
                Integer.toUnsignedLong(memory.getInt(CONTROL + 20)));
    }
}
