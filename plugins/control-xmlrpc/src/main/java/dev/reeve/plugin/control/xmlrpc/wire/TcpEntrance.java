package dev.reeve.plugin.control.xmlrpc.wire;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.UnresolvedAddressException;

/// A TCP port.
///
/// @param channel bound to it
public record TcpEntrance(ServerSocketChannel channel) implements Entrance {
    private static final int WAITING = 64;

    /// @throws IOException if it cannot be had; the text is for the user
    public static TcpEntrance open(InetSocketAddress address) throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open();
        try {
            channel.bind(address, WAITING);
            return new TcpEntrance(channel);
        } catch (IOException | UnresolvedAddressException failure) {
            channel.close();
            String reason =
                    failure instanceof UnresolvedAddressException
                            ? "there is no such host"
                            : String.valueOf(failure.getMessage());
            throw new IOException(
                    "cannot serve on %s:%d: %s"
                            .formatted(address.getHostString(), address.getPort(), reason),
                    failure);
        }
    }

    @Override
    public boolean admits(SocketChannel client) throws IOException {
        client.setOption(StandardSocketOptions.TCP_NODELAY, true);
        return true;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
