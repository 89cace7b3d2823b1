package dev.reeve.plugin.control.http.wire;

import dev.reeve.plugin.control.http.call.Admitted;
import dev.reeve.plugin.control.http.call.Answer;
import dev.reeve.plugin.control.http.call.Call;
import dev.reeve.plugin.control.http.call.Feed;
import dev.reeve.plugin.control.http.call.Refusal;
import dev.reeve.plugin.control.http.call.Site;
import dev.reeve.plugin.control.http.call.Talk;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/// What is said over a connection: a request, its answer, and so on until either side has had
/// enough.
final class Conversation {
    private static final Logger LOG = LoggerFactory.getLogger(Conversation.class);

    /// A comment, which clients pass over; it shows whether someone is still there.
    private static final List<byte[]> SIGN = List.of(":\n\n".getBytes(StandardCharsets.US_ASCII));

    private final Connection connection;
    private final Link link;
    private final Serving serving;
    private final Site site;
    private final Limits limits;
    private final Cutoff cutoff;
    private final Incoming incoming;
    private final RequestReader reader;
    private final ResponseWriter writer;

    Conversation(Connection connection, Link link, Serving serving, Cutoff cutoff) {
        this.connection = connection;
        this.link = link;
        this.serving = serving;
        this.cutoff = cutoff;
        site = serving.site();
        limits = serving.limits();
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
        boolean chunked = call != null && call.modern();
        return switch (answer) {
            case Answer.Whole whole -> write(whole, call);
            case Answer.Following(Feed feed) -> follow(feed, call, () -> send(feed, chunked));
            case Answer.Talking(Talk talk, var headers) ->
                    follow(talk, call, () -> talk(talk, headers));
        };
    }

    /// What takes until somebody has had enough.
    @FunctionalInterface
    private interface Lasting {
        void run() throws IOException, InterruptedException;
    }

    /// @return whether another request may follow: only where there was no room
    private boolean follow(Feed feed, @Nullable Call call, Lasting all)
            throws IOException, InterruptedException {
        try {
            serving.followers().enter(link.address());
        } catch (Refusal full) {
            feed.close();
            return full.answer(call == null ? null : call.path()) instanceof Answer.Whole answer
                    && write(answer, call);
        }
        try {
            cutoff.never();
            all.run();
            return false;
        } finally {
            feed.close();
            serving.followers().leave(link.address());
        }
    }

    private void send(Feed feed, boolean chunked) throws IOException, InterruptedException {
        writer.following(chunked);
        var out =
                new Outflow(
                        link.out(), chunked, serving.buffers(), () -> cutoff.in(limits.follow()));
        serving.threads().execute(() -> endWithClient(feed));
        new Following(feed, out, limits.beat(), SIGN).run();
        out.end();
        cutoff.in(limits.write());
    }

    private void talk(Talk talk, Map<String, String> headers)
            throws IOException, InterruptedException {
        writer.upgraded(headers);
        new Dialogue(talk, link, reader.rest(), serving, cutoff).run();
    }

    private void endWithClient(Feed feed) {
        try {
            hungUp();
        } catch (IOException gone) {
            // That is an end, too.
        }
        feed.close();
    }

    private Answer answer(Call call) throws Refusal, IOException, InterruptedException {
        Admitted admitted = site.admit(call);
        Framing.checkType(call);
        if (!reader.finished() && "100-continue".equalsIgnoreCase(call.header("Expect"))) {
            writer.proceed();
        }
        Call complete = reader.body(call);
        cutoff.never();
        try {
            return site.answer(admitted, complete);
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
