package dev.reeve.plugin.control.http.wire;

import dev.reeve.plugin.control.http.call.Answer;
import dev.reeve.plugin.control.http.call.Call;
import dev.reeve.plugin.control.http.call.Feed;
import dev.reeve.plugin.control.http.call.Refusal;
import dev.reeve.plugin.control.http.call.Route;
import dev.reeve.plugin.control.http.call.Site;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;

/// One client, on a virtual thread of its own: a request, its answer, and so on until either side
/// has had enough.
final class Connection implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

    private final SocketChannel channel;
    private final Entrance entrance;
    private final Site site;
    private final Limits limits;
    private final Executor threads;
    private final Incoming incoming;
    private final RequestReader reader;
    private final ResponseWriter writer;
    private final Cutoff cutoff;
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
        this.site = site;
        this.limits = limits;
        this.threads = threads;
        incoming = new Incoming(Channels.newInputStream(channel));
        reader = new RequestReader(limits, incoming);
        writer = new ResponseWriter(Channels.newOutputStream(channel));
        cutoff = new Cutoff(timer, limits.request(), this::cut);
    }

    @Override
    public void run() {
        try (channel) {
            if (!entrance.admits(channel)) {
                LOG.warn("a client of another user was turned away");
                return;
            }
            while (!finishing && exchange()) {
                busy = false;
            }
        } catch (IOException gone) {
            LOG.debug("a client is gone: {}", gone.getMessage());
        } catch (InterruptedException closing) {
            LOG.debug("a client is left: the server closes");
        } finally {
            cutoff.stop();
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
        Call call = null;
        Answer answer;
        cutoff.in(limits.idle());
        try {
            if (!reader.await()) {
                return false;
            }
            busy = true;
            cutoff.in(limits.request());
            call = reader.head();
            answer = answer(call);
        } catch (Refusal refusal) {
            answer = refusal.answer(call == null ? null : call.path());
        }
        if (answer instanceof Answer.Whole whole) {
            return write(whole, call);
        }
        if (answer instanceof Answer.Following(Feed feed)) {
            follow(feed, call != null && call.modern());
        }
        return false;
    }

    private void follow(Feed feed, boolean chunked) throws IOException, InterruptedException {
        cutoff.never();
        new Following(feed, limits, cutoff).run(writer.following(chunked), threads, this::hungUp);
    }

    private Answer answer(Call call) throws Refusal, IOException, InterruptedException {
        Route route = site.admit(call);
        Framing.checkType(call);
        if (!reader.finished() && "100-continue".equalsIgnoreCase(call.header("Expect"))) {
            writer.proceed();
        }
        Call complete = reader.body(call);
        cutoff.never();
        try {
            return site.answer(route, complete);
        } catch (RuntimeException ours) {
            LOG.error("cannot answer {} {}", call.method(), call.path(), ours);
            throw Refusal.of(500, "the supervisor has a fault; its log says more");
        }
    }

    private boolean write(Answer.Whole answer, @Nullable Call call) throws IOException {
        boolean keep = reader.finished() && call != null && keepsAlive(call) && !finishing;
        boolean bodiless = call != null && call.method().equals("HEAD");
        cutoff.in(limits.write());
        writer.whole(bodiless ? answer.withoutBody() : answer, keep);
        if (!reader.finished()) {
            linger();
        }
        return keep;
    }

    private static boolean keepsAlive(Call call) {
        String wish = call.header("Connection");
        return call.modern() && (wish == null || !wish.equalsIgnoreCase("close"));
    }

    /// Takes in what the client still sends, or the system would throw away the answer together
    /// with it (RFC 9112, section 9.6).
    private void linger() throws IOException {
        channel.shutdownOutput();
        cutoff.in(limits.request());
        incoming.limit(Long.MAX_VALUE);
        hungUp();
    }

    /// Waits until the client has hung up.
    private void hungUp() throws IOException {
        var unread = new byte[8 * 1024];
        while (incoming.read(unread, 0, unread.length) >= 0) {
            // What comes in is of no interest any more.
        }
    }
}
