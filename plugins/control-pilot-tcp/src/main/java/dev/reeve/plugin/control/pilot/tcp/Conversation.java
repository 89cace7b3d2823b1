package dev.reeve.plugin.control.pilot.tcp;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.exc.StreamReadException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// One client, on a virtual thread of its own: an object, its answer, and so on. An object ends
/// where its last brace is, whether the client then ends its line, its side of the connection or
/// neither, and in however many pieces it comes. What is no object ends the conversation, so that
/// no page in a browser finds its way behind the head of its request.
final class Conversation implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Conversation.class);
    private static final int LARGEST = 64 * 1024;
    private static final JsonFactory JSON =
            JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(16)
                                    .maxNameLength(1000)
                                    .build())
                    .build();

    private final SocketChannel channel;
    private final Orders orders;
    private final Duration patience;
    private final ScheduledExecutorService timer;
    private volatile boolean answering;
    private volatile boolean finishing;

    /// @param patience how long a client may take over an object, or over its answer
    Conversation(
            SocketChannel channel,
            Orders orders,
            Duration patience,
            ScheduledExecutorService timer) {
        this.channel = channel;
        this.orders = orders;
        this.patience = patience;
        this.timer = timer;
    }

    @Override
    public void run() {
        var incoming = new Incoming(Channels.newInputStream(channel));
        OutputStream client = Channels.newOutputStream(channel);
        // Of bytes the library would wait for four, to guess how they are encoded.
        var text = new InputStreamReader(incoming, StandardCharsets.UTF_8);
        try (channel;
                JsonParser json = JSON.createParser(text)) {
            while (!finishing && exchange(json, incoming, client)) {
                answering = false;
            }
        } catch (IOException gone) {
            LOG.debug("a client is gone: {}", gone.getMessage());
        } catch (InterruptedException closing) {
            LOG.debug("a client is left: the server closes");
        }
    }

    /// @return whether another object may follow
    private boolean exchange(JsonParser json, Incoming incoming, OutputStream client)
            throws IOException, InterruptedException {
        Order order;
        Future<?> deadline = cutLater();
        try {
            incoming.left = LARGEST;
            JsonToken first = json.nextToken();
            if (first == null) {
                return false;
            }
            answering = true;
            if (first != JsonToken.START_OBJECT) {
                return refuse(client, "a request must be an object of JSON");
            }
            order = Order.read(json);
        } catch (TooMuch | StreamConstraintsException tooLarge) {
            return refuse(client, "a request takes at most " + LARGEST + " bytes, 16 levels deep");
        } catch (StreamReadException malformed) {
            return refuse(client, "this is not JSON: " + malformed.getOriginalMessage());
        } finally {
            deadline.cancel(false);
        }
        answer(client, outcome(order));
        return true;
    }

    private Orders.Outcome outcome(Order order) throws InterruptedException {
        try {
            return orders.carryOut(order);
        } catch (RuntimeException ours) {
            LOG.error("cannot carry out {}", order.action(), ours);
            return Orders.Outcome.error("the supervisor has a fault; its log says more");
        }
    }

    private boolean refuse(OutputStream client, String why) throws IOException {
        answer(client, Orders.Outcome.error(why));
        channel.shutdownOutput();
        return false;
    }

    private void answer(OutputStream client, Orders.Outcome outcome) throws IOException {
        var text = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("status", outcome.success() ? "success" : "error");
            json.writeStringField("message", outcome.message());
            json.writeEndObject();
        }
        text.write('\n');
        Future<?> deadline = cutLater();
        text.writeTo(client);
        deadline.cancel(false);
    }

    private Future<?> cutLater() {
        return timer.schedule(this::cut, patience.toNanos(), TimeUnit.NANOSECONDS);
    }

    /// No more requests; one that is under way may be answered.
    void finish() {
        finishing = true;
        if (!answering) {
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

    /// A client has sent more than one object may have.
    private static final class TooMuch extends IOException {
        private static final long serialVersionUID = 1;
    }

    /// What a client sends, up to a limit for each object. Used by one thread.
    private static final class Incoming extends InputStream {
        private final InputStream socket;
        private long left = LARGEST;

        Incoming(InputStream socket) {
            this.socket = socket;
        }

        @Override
        public int read() {
            throw new IllegalStateException("JSON is read many bytes at a time");
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (left <= 0) {
                throw new TooMuch();
            }
            int count = socket.read(bytes, offset, length);
            left -= count;
            return count;
        }
    }
}
