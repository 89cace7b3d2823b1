package dev.reeve.plugin.control.http.wire;

import dev.reeve.plugin.control.http.call.Role;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.UnresolvedAddressException;

/// A TCP port.
///
/// @param channel bound to it
public record TcpEntrance(ServerSocketChannel channel) implements Entrance {
    private static final int WAITING = 256;

    /// @throws IOException if it cannot be had; the text is for the user
    public static TcpEntrance open(InetSocketAddress address) throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open();
        try {
            channel.bind(address, WAITING);
            return new TcpEntrance(channel);
        } catch (IOException | UnresolvedAddressException failure) {
            channel.close();
            throw new IOException(
                    "cannot serve on %s:%d: %s"
                            .formatted(
                                    address.getHostString(),
                                    address.getPort(),
                                    reason(failure, address.getPort())),
                    failure);
        }
    }

    private static String reason(Exception failure, int port) {
        return switch (failure) {
            case UnresolvedAddressException _ -> "there is no such host";
            case BindException taken ->
                    PortHolder.of(port)
                            .map(holder -> "the port is taken by " + holder)
                            .orElse(String.valueOf(taken.getMessage()));
            default -> String.valueOf(failure.getMessage());
        };
    }

    @Override
    public Link admit(SocketChannel client) throws IOException {
        prepare(client);
        return Link.plain(client, Role.ADMIN);
    }

    static void prepare(SocketChannel client) throws IOException {
        client.setOption(StandardSocketOptions.TCP_NODELAY, true);
    }

    @Override
    public boolean plain() {
        return true;
    }

    /// The port, which the system has chosen where 0 was asked for.
    public int port() throws IOException {
        return ((InetSocketAddress) channel.getLocalAddress()).getPort();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
