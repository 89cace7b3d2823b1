package dev.reeve.supervisor.core.output;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/// One of the two things a service prints to, over all its runs.
abstract sealed class Stream permits PipedStream, FileStream {
    static final String STDOUT = "stdout";
    static final String STDERR = "stderr";

    private final String service;
    private final String name;
    private final Followers followers;
    private int run;

    /// Only while somebody follows.
    private Lines lines = Lines.NONE;

    Stream(String service, String name, Followers followers) {
        this.service = service;
        this.name = name;
        this.followers = followers;
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

    /// Hands on what has come of a run, and what is left of a line.
    final void end(int ended) {
        read();
        flush(ended);
    }

    final synchronized void begin(int next) {
        flush(run);
        run = next;
    }

    /// Cuts into lines, if somebody follows.
    final synchronized void follow(ByteBuffer bytes) {
        if (!followers.some()) {
            lines = Lines.NONE;
            return;
        }
        if (lines == Lines.NONE) {
            lines = new Lines(text -> followers.tell(service, run, name, text));
        }
        lines.take(bytes);
    }

    private synchronized void flush(int ended) {
        if (ended == run) {
            lines.flush();
        }
    }
}
