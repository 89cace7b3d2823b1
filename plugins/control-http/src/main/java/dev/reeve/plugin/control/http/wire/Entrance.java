package dev.reeve.plugin.control.http.wire;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/// Where clients come in. Closing it keeps new ones out.
public interface Entrance extends Closeable {
    ServerSocketChannel channel();

    /// Whether this client may speak at all. May block for a moment.
    boolean admits(SocketChannel client) throws IOException;
}
