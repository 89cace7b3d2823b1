package dev.reeve.plugin.control.http.wire;

import org.jspecify.annotations.Nullable;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/// Where clients come in. Closing it keeps new ones out.
public interface Entrance extends Closeable {
    ServerSocketChannel channel();

    /// Lets a client in. May block for a moment, but never on the client.
    ///
    /// @return null where it may not speak at all
    @Nullable Link admit(SocketChannel client) throws IOException;

    /// Whether clients understand what is sent to them before they are admitted.
    boolean plain();
}
