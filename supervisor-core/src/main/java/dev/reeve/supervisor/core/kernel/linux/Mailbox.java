package dev.reeve.supervisor.core.kernel.linux;

import dev.reeve.supervisor.core.kernel.Datagram;
import dev.reeve.supervisor.core.kernel.Kernel.MessageSocket;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.function.Consumer;
import java.util.function.IntConsumer;

/// A socket for messages. The kernel itself names the sender of each (SO_PASSCRED in unix(7)); what
/// comes without, from another user than those who may send, or longer than {@link
/// MessageMemory#LONGEST}, is dropped.
final class Mailbox implements MessageSocket, Source {
    /// Messages before the others get their turn, however fast somebody sends.
    private static final int SHARE = 16;

    private final LocalSocket socket;
    private final MessageMemory memory;
    private final @Nullable Long user;
    private final Consumer<Datagram> got;
    private final IntConsumer closing;
    private final long own = Libc.system(Abi.GETEUID, 0);
    private boolean closed;

    /// @param memory the reading thread's
    /// @param user who may send besides root and us, or null
    /// @param closing gets the descriptor before it is closed
    Mailbox(
            LocalSocket socket,
            MessageMemory memory,
            @Nullable Long user,
            Consumer<Datagram> got,
            IntConsumer closing) {
        this.socket = socket;
        this.memory = memory;
        this.user = user;
        this.got = got;
        this.closing = closing;
    }

    int descriptor() {
        return socket.descriptor();
    }

    @Override
    public String address() {
        return socket.address();
    }

    @Override
    public synchronized int readShare() {
        int total = 0;
        for (int turn = 0; turn < SHARE && !closed; turn++) {
            int length = memory.receive(socket.descriptor());
            if (length < 0) {
                break;
            }
            total += length;
            Datagram datagram = memory.datagram(length);
            if (datagram != null && maySend(datagram.user())) {
                hand(datagram);
            }
        }
        return total;
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            closing.accept(socket.descriptor());
            socket.close();
        }
    }

    private boolean maySend(long sender) {
        return sender == 0 || sender == own || (user != null && sender == user);
    }

    private void hand(Datagram datagram) {
        try {
            got.accept(datagram);
        } catch (RuntimeException bug) {
            // One listener's bug must not end the reading of all the others.
            Bugs.LOG.error("a message of process {} was not taken", datagram.pid(), bug);
        }
    }

    /// Apart, so that a start does not wait for the log.
    private static final class Bugs {
        static final Logger LOG = LoggerFactory.getLogger(Mailbox.class);
    }
}
