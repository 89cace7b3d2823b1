package dev.reeve.supervisor.launcher.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.SocketChannel;

/// An open connection to a supervisor.
///
/// @param channel what is underneath; closing it ends everything at once, whoever waits
record Line(InputStream in, OutputStream out, SocketChannel channel) implements AutoCloseable {
    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException ignored) {
            // it was of no use any more
        }
    }
}
