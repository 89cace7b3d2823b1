package org.example.control.line;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/// Takes clients in, and gives each a virtual thread: one who says nothing holds up nobody. Who may
/// come is said by the mode of the socket: its owner, and root.
final class LineServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LineServer.class);
    private static final long END_MILLIS = 2_000;

    private final Path socket;
    private final ServerSocketChannel channel;
    private final Commands commands;
    private final Set<SocketChannel> clients = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads =
            Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("line-", 0).factory());
    private final AtomicBoolean closed = new AtomicBoolean();

    private LineServer(Path socket, ServerSocketChannel channel, Commands commands) {
        this.socket = socket;
        this.channel = channel;
        this.commands = commands;
    }

    /// @throws IOException where the socket cannot be had; the supervisor then does not start
    static LineServer start(Path socket, Commands commands) throws IOException {
        // The supervisor's lock says that no other one lives here: what is there is left over.
        Files.deleteIfExists(socket);
        var channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.bind(UnixDomainSocketAddress.of(socket));
            Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-------"));
        } catch (IOException failure) {
            channel.close();
            throw new IOException("cannot serve at " + socket + ": " + failure.getMessage());
        }
        var server = new LineServer(socket, channel, commands);
        server.threads.execute(server::takeIn);
        return server;
    }

    private void takeIn() {
        while (true) {
            try {
                take(channel.accept());
            } catch (ClosedChannelException closing) {
                return;
            } catch (IOException failure) {
                LOG.warn("no client can come in any more: {}", failure.getMessage());
                return;
            }
        }
    }

    private void take(SocketChannel client) throws IOException {
        clients.add(client);
        try {
            threads.execute(() -> serve(client));
        } catch (RejectedExecutionException closing) {
            // It came in at the last moment.
            client.close();
        }
    }

    private void serve(SocketChannel client) {
        try (client) {
            new Conversation(client, commands).run();
        } catch (IOException gone) {
            LOG.debug("a client is gone: {}", gone.getMessage());
        } catch (InterruptedException closing) {
            LOG.debug("a client is left: the server closes");
        } finally {
            clients.remove(client);
        }
    }

    @Override
    public void close() throws IOException, InterruptedException {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        channel.close();
        threads.shutdownNow();
        for (SocketChannel client : clients) {
            client.close();
        }
        threads.awaitTermination(END_MILLIS, TimeUnit.MILLISECONDS);
        Files.deleteIfExists(socket);
    }
}
