package dev.reeve.supervisor.core.output;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;

/// One of the two things a service prints to, over all its runs.
abstract sealed class Stream permits PipedStream, FileStream {
    static final String STDOUT = "stdout";
    static final String STDERR = "stderr";

    private final String service;
    private final String name;
    private final Followers followers;
    private final Lines lines;
    private Instant now = Instant.EPOCH;
    private int run;

    Stream(String service, String name, Followers followers) {
        this.service = service;
        this.name = name;
        this.followers = followers;
        lines = new Lines(this::tell, 0);
    }

    final String service() {
        return service;
    }

    /// Makes ready for a run.
    ///
    /// @return where it is to print to
    abstract Path open(int run) throws IOException;

    /// Hands on what has come by now.
    abstract void read();

    /// Hands on what has come, and closes.
    abstract void close();

    /// Where it is kept, and which of its lines are in there.
    abstract Kept kept();

    /// @param look at the file; to be closed
    /// @param followed the place from which on lines have not yet been told to followers; all
    ///     before are whole lines in the file
    record Kept(LogLook look, long followed) {}

    /// Hands on what has come of a run, and what is left of a line.
    void end(int ended) {
        read();
        flush(ended);
    }

    synchronized void begin(int next) {
        flush(run);
        run = next;
    }

    final synchronized int run() {
        return run;
    }

    /// The place of the first byte that has not yet been told to followers.
    final synchronized long followed() {
        return lines.begin();
    }

    /// How many bytes there are of a line that has not yet ended.
    final synchronized int pending() {
        return lines.pending();
    }

    /// Cuts into lines, for those who follow.
    final synchronized void follow(ByteBuffer bytes, Instant came) {
        now = came;
        if (followers.some()) {
            lines.take(bytes);
        } else {
            lines.skip(bytes);
        }
    }

    final synchronized void flush(int ended) {
        if (ended == run && followers.some()) {
            lines.flush();
        } else {
            lines.drop();
        }
    }

    /// What there is of a line that has not yet ended will come once more.
    final synchronized void forget() {
        lines.drop();
    }

    private void tell(String text, long place) {
        followers.tell(this, place, run, now, text);
    }

    /// `stdout` or `stderr`.
    final String name() {
        return name;
    }
}
