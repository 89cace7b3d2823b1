package dev.reeve.plugin.control.http.wire;

import dev.reeve.plugin.control.http.call.Answer;
import dev.reeve.plugin.control.http.call.Refusal;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;

/// One client, on a thread of its own, from its coming to its going.
final class Connection implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

    private final SocketChannel channel;
    private final Entrance entrance;
    private final Serving serving;
    private final Limits limits;
    private final Cutoff cutoff;
    private volatile boolean finishing;
    private volatile boolean busy;

    Connection(SocketChannel channel, Entrance entrance, Serving serving) {
        this.channel = channel;
        this.entrance = entrance;
        this.serving = serving;
        limits = serving.limits();
        boolean impatient = limits.silence().compareTo(limits.request()) < 0;
        Duration shortest = impatient ? limits.silence() : limits.request();
        cutoff = new Cutoff(serving.timer(), shortest, this::cut);
    }

    @Override
    public void run() {
        try (channel) {
            cutoff.in(limits.idle());
            Link link = entrance.admit(channel);
            if (link == null) {
                LOG.warn("a client of another user was turned away");
                turnAway(channel, Refusal.of(403, "this user may not ask here"));
                linger();
                return;
            }
            new Conversation(this, link, serving, cutoff).run();
        } catch (IOException gone) {
            LOG.debug("a client is gone: {}", gone.getMessage());
        } catch (InterruptedException | RejectedExecutionException closing) {
            LOG.debug("a client is left: the server closes");
        } finally {
            cutoff.stop();
        }
    }

    /// Says no to a client that was not let in.
    static void turnAway(SocketChannel client, Refusal refusal) throws IOException {
        if (refusal.answer(null) instanceof Answer.Whole answer) {
            new ResponseWriter(Channels.newOutputStream(client)).whole(answer, false);
        }
    }

    /// Takes in what the client still sends, or the system would throw away the answer together
    /// with it (RFC 9112, section 9.6).
    private void linger() throws IOException {
        channel.shutdownOutput();
        cutoff.in(limits.request());
        Channels.newInputStream(channel).transferTo(OutputStream.nullOutputStream());
    }

    /// Whether no more requests are wanted.
    boolean finishing() {
        return finishing;
    }

    /// Whether a request is under way.
    void busy(boolean now) {
        busy = now;
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
}
