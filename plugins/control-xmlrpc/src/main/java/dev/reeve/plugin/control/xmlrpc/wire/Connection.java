package dev.reeve.plugin.control.xmlrpc.wire;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;

/// One client, on a virtual thread of its own: a request, its answer, and so on until either side
/// has had enough.
final class Connection implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);
    private static final Duration BEAT = Duration.ofMinutes(1);

    private final SocketChannel channel;
    private final Entrance entrance;
    private final Site.Visit visit;
    private final Limits limits;
    private final Executor threads;
    private final RequestReader reader;
    private final ResponseWriter writer;
    private final Deadline deadline;
    private volatile boolean finishing;
    private volatile boolean busy;

    Connection(
            SocketChannel channel,
            Entrance entrance,
            Site site,
            Limits limits,
            Executor threads,
            ScheduledExecutorService timer) {
        this.channel = channel;
        this.entrance = entrance;
        visit = site.visit();
        this.limits = limits;
        this.threads = threads;
        reader = new RequestReader(limits, Channels.newInputStream(channel));
        writer = new ResponseWriter(Channels.newOutputStream(channel));
        deadline = new Deadline(timer, this::cut);
    }

    @Override
    public void run() {
        try (channel) {
            if (!entrance.admits(channel)) {
                LOG.warn("a client of another user was turned away");
                return;
            }
            deadline.in(limits.request());
            while (!finishing && exchange()) {
                busy = false;
                deadline.in(limits.idle());
            }
        } catch (IOException gone) {
            LOG.debug("a client is gone: {}", gone.getMessage());
        } catch (InterruptedException closing) {
            LOG.debug("a client is left: the server closes");
        } finally {
            deadline.never();
        }
    }

    /// No more requests; one that is under way may be answered.
    void finish() {
        finishing = true;
        if (!busy) {
            cut();
        }
    }

    /// Ends it at once, whatever it does.
    void cut() {
        try {
            channel.close();
        } catch (IOException gone) {
            LOG.debug("a client was gone already: {}", gone.getMessage());
        }
    }

    /// @return whether another request may follow
    private boolean exchange() throws IOException, InterruptedException {
        if (!reader.await()) {
            return false;
        }
        busy = true;
        deadline.in(limits.request());
        Head head = null;
        Answer answer;
        try {
            head = reader.head();
            answer = answer(head);
        } catch (Refusal refusal) {
            answer = refusal.answer();
        }
        return switch (answer) {
            case Answer.Whole whole -> write(whole, head);
            case Answer.Following(Answer.Feed feed) -> {
                follow(feed, head != null && head.modern());
                yield false;
            }
        };
    }

    private Answer answer(Head head) throws Refusal, IOException, InterruptedException {
        visit.admit(head);
        if (head.length() > 0 && "100-continue".equalsIgnoreCase(head.header("expect"))) {
            writer.proceed();
        }
        byte[] body = reader.body(head);
        deadline.never();
        try {
            return visit.answer(head, body);
        } catch (RuntimeException ours) {
            LOG.error("cannot answer {} {}", head.method(), head.path(), ours);
            throw new Refusal(500, "the supervisor has a fault; its log says more");
        }
    }

    private boolean write(Answer.Whole answer, @Nullable Head head) throws IOException {
        boolean keep = reader.finished() && head != null && head.keepsAlive() && !finishing;
        deadline.in(limits.write());
        writer.whole(answer, keep);
        if (!reader.finished()) {
            // Else the system would throw away the answer together with what is unread (RFC 9112,
            // section 9.6).
            channel.shutdownOutput();
            deadline.in(limits.request());
            reader.hungUp();
        }
        return keep;
    }

    private void follow(Answer.Feed feed, boolean chunked)
            throws IOException, InterruptedException {
        try (feed) {
            threads.execute(() -> endWithClient(feed));
            writer.begin(chunked);
            while (!feed.ended()) {
                byte[] piece = feed.next(BEAT);
                if (piece != null) {
                    deadline.in(limits.follow());
                    writer.piece(piece, chunked);
                    deadline.never();
                }
            }
            deadline.in(limits.write());
            writer.piece(new byte[0], chunked);
        }
    }

    private void endWithClient(Answer.Feed feed) {
        try {
            reader.hungUp();
        } catch (IOException gone) {
            LOG.debug("a follower is gone: {}", gone.getMessage());
        }
        feed.close();
    }
}
