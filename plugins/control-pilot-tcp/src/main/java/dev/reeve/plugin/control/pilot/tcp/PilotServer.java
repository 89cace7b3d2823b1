package dev.reeve.plugin.control.pilot.tcp;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// Takes clients in and gives each a virtual thread, so that one who says nothing holds up nobody.
final class PilotServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PilotServer.class);
    private static final int MOST = 64;
    private static final long GRACE_MILLIS = 500;
    private static final long END_MILLIS = 2_000;

    private final ServerSocketChannel channel;
    private final Orders orders;
    private final Duration patience;
    private final Set<Conversation> conversations = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads =
            Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("pilot-", 0).factory());
    private final ScheduledThreadPoolExecutor timer =
            new ScheduledThreadPoolExecutor(1, Thread.ofVirtual().name("pilot-timer").factory());
    private boolean closed;

    private PilotServer(ServerSocketChannel channel, Orders orders, Duration patience) {
        this.channel = channel;
        this.orders = orders;
        this.patience = patience;
        timer.setRemoveOnCancelPolicy(true);
    }

    /// Begins to take clients in.
    ///
    /// @throws IOException if the port cannot be had; the text is for the user
    static PilotServer start(Listen listen, Orders orders, Duration patience) throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open();
        try {
            channel.bind(listen.address(), MOST);
        } catch (IOException | UnresolvedAddressException failure) {
            channel.close();
            String reason =
                    failure instanceof UnresolvedAddressException
                            ? "there is no such host"
                            : String.valueOf(failure.getMessage());
            throw new IOException(
                    "cannot serve on %s:%d: %s".formatted(listen.host(), listen.port(), reason),
                    failure);
        }
        var server = new PilotServer(channel, orders, patience);
        server.threads.execute(server::takeIn);
        return server;
    }

    private void takeIn() {
        while (true) {
            try {
                SocketChannel client = channel.accept();
                if (conversations.size() < MOST) {
                    serve(client);
                } else {
                    client.close();
                }
            } catch (ClosedChannelException closing) {
                return;
            } catch (IOException full) {
                LOG.warn("cannot take in a client: {}", full.getMessage());
                if (!pause()) {
                    return;
                }
            }
        }
    }

    private void serve(SocketChannel client) {
        var conversation = new Conversation(client, orders, patience, timer);
        conversations.add(conversation);
        try {
            threads.execute(() -> run(conversation));
        } catch (RejectedExecutionException closing) {
            // It came in at the last moment.
            conversation.cut();
            conversations.remove(conversation);
        }
    }

    private void run(Conversation conversation) {
        try {
            conversation.run();
        } finally {
            conversations.remove(conversation);
        }
    }

    /// The system is out of descriptors or memory; they may come back.
    private static boolean pause() {
        try {
            Thread.sleep(100);
            return true;
        } catch (InterruptedException closing) {
            return false;
        }
    }

    /// Takes nobody in any more, lets those who are being answered have their answer for half a
    /// second, and then ends them. Idempotent; takes five seconds at most.
    @Override
    public synchronized void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        try {
            channel.close();
        } finally {
            conversations.forEach(Conversation::finish);
            threads.shutdown();
            if (!ended(threads, GRACE_MILLIS)) {
                threads.shutdownNow();
                conversations.forEach(Conversation::cut);
                ended(threads, END_MILLIS);
            }
            timer.shutdownNow();
            ended(timer, END_MILLIS);
        }
    }

    private static boolean ended(ExecutorService executor, long millis) {
        try {
            return executor.awaitTermination(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
