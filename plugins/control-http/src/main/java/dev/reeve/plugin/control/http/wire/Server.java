package dev.reeve.plugin.control.http.wire;

import dev.reeve.plugin.control.http.call.Refusal;
import dev.reeve.plugin.control.http.call.Site;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Takes clients in and gives each a thread of its own, so that one who says nothing, or only half
/// of what it wants, costs the others nothing.
///
/// The first few have threads of the system: one that reads is woken by the kernel itself, while a
/// virtual one is woken by two others, and that is half the time of a short answer. All the others
/// have virtual ones, since a thousand of the system's would cost too much.
public final class Server implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Server.class);
    private static final int FEW = 8;
    private static final long GRACE_MILLIS = 500;
    private static final long END_MILLIS = 2_000;

    private final Entrance entrance;
    private final Serving serving;
    private final Limits limits;
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads =
            Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("control-", 0).factory());
    private final ExecutorService few =
            Executors.newThreadPerTaskExecutor(
                    Thread.ofPlatform().daemon().name("control-first-", 0).factory());
    private final Semaphore fewLeft = new Semaphore(FEW);
    private final ScheduledThreadPoolExecutor timer =
            new ScheduledThreadPoolExecutor(1, Thread.ofVirtual().name("control-timer").factory());
    private boolean closed;

    private Server(Entrance entrance, Site site, Limits limits) {
        this.entrance = entrance;
        this.limits = limits;
        serving =
                new Serving(
                        site,
                        limits,
                        new Followers(limits.followers(), limits.followersFromOne()),
                        new Buffers(),
                        threads,
                        timer);
        timer.setRemoveOnCancelPolicy(true);
    }

    /// Begins to take clients in.
    public static Server start(Entrance entrance, Site site, Limits limits) {
        var server = new Server(entrance, site, limits);
        server.threads.execute(server::takeIn);
        return server;
    }

    private void takeIn() {
        while (true) {
            try {
                SocketChannel client = entrance.channel().accept();
                if (connections.size() < limits.connections()) {
                    serve(client);
                } else {
                    turnAway(client);
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
        var connection = new Connection(client, entrance, serving);
        connections.add(connection);
        boolean first = fewLeft.tryAcquire();
        try {
            (first ? few : threads).execute(() -> run(connection, first));
        } catch (RejectedExecutionException closing) {
            // It came in at the last moment.
            connection.cut();
            gone(connection, first);
        }
    }

    private void run(Connection connection, boolean first) {
        try {
            connection.run();
        } finally {
            gone(connection, first);
        }
    }

    private void gone(Connection connection, boolean first) {
        connections.remove(connection);
        if (first) {
            fewLeft.release();
        }
    }

    private void turnAway(SocketChannel client) throws IOException {
        try (client) {
            if (entrance.plain()) {
                Connection.turnAway(client, Refusal.of(503, "too many connections"));
            }
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

    /// How many clients there are.
    int clients() {
        return connections.size();
    }

    /// Whether nothing of it runs any more.
    boolean ended() {
        return few.isTerminated() && threads.isTerminated() && timer.isTerminated();
    }

    /// Takes nobody in any more, lets those who are being answered have their answer for half a
    /// second, and then ends them. Idempotent; takes three seconds at most.
    @Override
    public synchronized void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        try {
            entrance.close();
        } finally {
            connections.forEach(Connection::finish);
            threads.shutdown();
            few.shutdown();
            if (!ended(GRACE_MILLIS, few, threads)) {
                few.shutdownNow();
                threads.shutdownNow();
                connections.forEach(Connection::cut);
                ended(END_MILLIS, few, threads);
            }
            timer.shutdownNow();
            ended(END_MILLIS, timer);
        }
    }

    /// Waits until all have ended, for so long at most.
    private static boolean ended(long millis, ExecutorService... executors) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        try {
            for (ExecutorService executor : executors) {
                if (!executor.awaitTermination(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                    return false;
                }
            }
            return true;
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
