package dev.reeve.plugin.session.community;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/// A port of the loopback interface that nobody else gets until the moment before a server is to
/// have it. A server cannot be given a socket that listens already, so another one may be quicker
/// in that moment: then the server ends, its port is {@link #isTaken}, and another is tried.
final class HeldPort implements AutoCloseable {
    private final ServerSocket socket;

    private HeldPort(ServerSocket socket) {
        this.socket = socket;
    }

    /// @param wanted 0 for any that is free
    /// @throws IOException where it is in use
    static HeldPort of(int wanted) throws IOException {
        return new HeldPort(new ServerSocket(wanted, 1, InetAddress.getLoopbackAddress()));
    }

    int number() {
        return socket.getLocalPort();
    }

    static boolean isTaken(int port) {
        try (ServerSocket attempt = new ServerSocket()) {
            attempt.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return false;
        } catch (IOException inUse) {
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
