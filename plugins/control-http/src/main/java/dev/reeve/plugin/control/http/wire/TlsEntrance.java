package dev.reeve.plugin.control.http.wire;

import dev.reeve.plugin.control.http.call.Role;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/// A TCP port behind TLS.
///
/// The JDK's `SSLSocket` is laid over the connection: on a virtual thread its plain reads and
/// writes cost no more than an engine of our own making would, and it knows how to end a half of a
/// connection. Ending all of it is done underneath, by the channel, since that never waits.
///
/// @param tcp the port
/// @param context certificate and key
public record TlsEntrance(TcpEntrance tcp, SSLContext context) implements Entrance {
    @Override
    public ServerSocketChannel channel() {
        return tcp.channel();
    }

    @Override
    public Link admit(SocketChannel client) throws IOException {
        TcpEntrance.prepare(client);
        var socket =
                (SSLSocket)
                        context.getSocketFactory()
                                .createSocket(
                                        client.socket(),
                                        new ByteArrayInputStream(new byte[0]),
                                        true);
        return Link.secret(socket, Role.ADMIN);
    }

    @Override
    public boolean plain() {
        return false;
    }

    @Override
    public void close() throws IOException {
        tcp.close();
    }
}
