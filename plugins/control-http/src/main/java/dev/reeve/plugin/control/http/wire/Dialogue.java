package dev.reeve.plugin.control.http.wire;

import dev.reeve.plugin.control.http.call.Talk;
import dev.reeve.plugin.control.http.websocket.Broken;
import dev.reeve.plugin.control.http.websocket.FrameReader;
import dev.reeve.plugin.control.http.websocket.Frames;
import dev.reeve.plugin.control.http.websocket.Spoken;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;

/// What is said over a WebSocket: one thread hands on what happens, another one listens. Whoever
/// says nothing for too long, not even that it is still there, is left, and so is whoever takes
/// nothing.
final class Dialogue {
    private final Talk talk;
    private final Link link;
    private final Limits limits;
    private final Executor threads;
    private final Cutoff cutoff;
    private final InputStream in;
    private final Outflow out;
    private final CountDownLatch listened = new CountDownLatch(1);
    private final long silence;
    private final long stall;
    private long heardBy;
    private long takenBy = Long.MAX_VALUE;
    private boolean closing;

    /// @param in what the client sends, with a buffer
    Dialogue(Talk talk, Link link, InputStream in, Serving serving, Cutoff cutoff) {
        this.talk = talk;
        this.link = link;
        this.in = in;
        this.cutoff = cutoff;
        limits = serving.limits();
        threads = serving.threads();
        silence = limits.silence().toNanos();
        stall = limits.follow().toNanos();
        heardBy = System.nanoTime() + silence;
        out = new Outflow(link.out(), false, serving.buffers(), this::takes);
    }

    /// Returns when either side has had enough, and both have said so.
    void run() throws IOException, InterruptedException {
        try (talk) {
            heard();
            threads.execute(this::listen);
            new Following(talk, out, beat(), List.of(Frames.ping())).run();
            close(Broken.GOING_AWAY, "the supervisor ends");
            link.end().send();
            cutoff.in(limits.request());
            listened.await();
        }
    }

    /// A client that is there has the time to say so twice.
    private Duration beat() {
        Duration third = limits.silence().dividedBy(3);
        return third.compareTo(limits.beat()) < 0 ? third : limits.beat();
    }

    private void listen() {
        try {
            hearAll(new FrameReader(in));
            talk.close();
            // What comes in is of no interest any more; but were it not taken, the system would
            // throw away our last words together with it.
            in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException gone) {
            // That is an end, too.
        } finally {
            talk.close();
            listened.countDown();
        }
    }

    private void hearAll(FrameReader reader) throws IOException {
        try {
            while (true) {
                Spoken spoken = reader.next();
                heard();
                switch (spoken) {
                    case Spoken.Text(String text) -> {
                        byte[] answer = talk.hear(text);
                        if (answer != null) {
                            say(answer);
                        }
                    }
                    case Spoken.Ping(byte[] data) -> say(Frames.pong(data));
                    case Spoken.Pong _ -> {}
                    case Spoken.Close(int code) -> {
                        close(code, "");
                        return;
                    }
                }
            }
        } catch (Broken broken) {
            close(broken.code(), String.valueOf(broken.getMessage()));
        }
    }

    private void say(byte[] frame) throws IOException {
        out.send(List.of(frame));
    }

    /// Says so once, whoever begins with it; after that nothing is said any more.
    private void close(int code, String text) throws IOException {
        synchronized (this) {
            if (closing) {
                return;
            }
            closing = true;
        }
        say(Frames.close(code, text));
    }

    private synchronized void heard() {
        heardBy = System.nanoTime() + silence;
        arm();
    }

    private synchronized void takes() {
        takenBy = System.nanoTime() + stall;
        arm();
    }

    private void arm() {
        long by = heardBy - takenBy < 0 || takenBy == Long.MAX_VALUE ? heardBy : takenBy;
        cutoff.in(Duration.ofNanos(by - System.nanoTime()));
    }
}
