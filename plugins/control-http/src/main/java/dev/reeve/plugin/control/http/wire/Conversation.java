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
import java.util.concurrent.Executor;

/// What is said over a connection: a request, its answer, and so on until either side has had
/// enough.
final class Conversation {
    private static final Logger LOG = LoggerFactory.getLogger(Conversation.class);

    private final Connection connection;
    private final Link link;
    private final Site site;
    private final Limits limits;
    private final Cutoff cutoff;
    private final Executor threads;
    private final Incoming incoming;
    private final RequestReader reader;
    private final ResponseWriter writer;

    Conversation(
            Connection connection,
            Link link,
            Site site,
            Limits limits,
            Cutoff cutoff,
            Executor threads) {
        this.connection = connection;
        this.link = link;
        this.site = site;
        this.limits = limits;
        this.cutoff = cutoff;
        this.threads = threads;
        incoming = new Incoming(link.in());
        reader = new RequestReader(limits, incoming, link.peer());
        writer = new ResponseWriter(link.out());
    }

    void run() throws IOException, InterruptedException {
        while (!connection.finishing() && exchange()) {
            connection.busy(false);
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
            connection.busy(true);
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
        boolean keep =
                reader.finished() && call != null && keepsAlive(call) && !connection.finishing();
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
        link.end().send();
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
