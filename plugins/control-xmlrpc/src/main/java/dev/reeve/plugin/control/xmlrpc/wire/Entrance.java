package dev.reeve.plugin.control.xmlrpc.wire;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/// Where clients come in. Closing it keeps new ones out.
public interface Entrance extends Closeable {
    ServerSocketChannel channel();

    /// Whether this client may speak at all.
    boolean admits(SocketChannel client) throws IOException;
}
