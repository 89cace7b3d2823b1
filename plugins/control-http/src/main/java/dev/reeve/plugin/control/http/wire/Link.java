package dev.reeve.plugin.control.http.wire;

import dev.reeve.plugin.control.http.call.Role;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;

import javax.net.ssl.SSLSocket;

/// A client that was let in: how it is heard and spoken to.
///
/// @param peer the most that it may do, as far as the entrance can tell
/// @param address where it is; null where everyone is on this machine
/// @param end says that nothing more will be sent
record Link(InputStream in, OutputStream out, Role peer, @Nullable InetAddress address, End end) {
    /// Says that nothing more will be sent.
    @FunctionalInterface
    interface End {
        void send() throws IOException;
    }

    static Link plain(SocketChannel client, Role peer) throws IOException {
        return new Link(
                Channels.newInputStream(client),
                Channels.newOutputStream(client),
                peer,
                client.getRemoteAddress() instanceof InetSocketAddress from
                        ? from.getAddress()
                        : null,
                client::shutdownOutput);
    }

    /// The first read or write shakes hands.
    static Link secret(SSLSocket client, Role peer) throws IOException {
        return new Link(
                client.getInputStream(),
                client.getOutputStream(),
                peer,
                client.getInetAddress(),
                client::shutdownOutput);
    }
}
