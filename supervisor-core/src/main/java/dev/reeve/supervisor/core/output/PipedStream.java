package dev.reeve.supervisor.core.output;

import dev.reeve.supervisor.core.kernel.Kernel;
import dev.reeve.supervisor.core.kernel.Kernel.PipeReading;
import dev.reeve.supervisor.core.time.TimeSource;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;

/// A stream that comes through a named pipe. The pipe is read from the first run on until the end,
/// since what is left of a run may go on printing.
final class PipedStream extends Stream {
    private final Kernel kernel;
    private final TimeSource time;
    private final Path pipe;
    private final Layout layout;
    private final SharedFile file;
    private @Nullable PipeReading reading;

    PipedStream(
            String service,
            String name,
            Followers followers,
            Kernel kernel,
            TimeSource time,
            Path pipe,
            Layout layout,
            SharedFile file) {
        super(service, name, followers);
        this.kernel = kernel;
        this.time = time;
        this.pipe = pipe;
        this.layout = layout;
        this.file = file;
    }

    @Override
    Path open(int run) throws IOException {
        PipeReading before = reading;
        if (before == null) {
            Folder.above(pipe);
            kernel.makePipe(pipe);
            begin(run);
            reading = kernel.readPipe(pipe, this::got);
        } else {
            before.drain();
            begin(run);
        }
        return pipe;
    }

    @Override
    void read() {
        PipeReading open = reading;
        if (open != null) {
            open.drain();
        }
    }

    @Override
    void close() {
        PipeReading open = reading;
        if (open != null) {
            open.close();
            reading = null;
        }
        endLine();
        file.release();
    }

    @Override
    void end(int ended) {
        super.end(ended);
        if (ended == run()) {
            endLine();
        }
    }

    @Override
    synchronized void begin(int next) {
        super.begin(next);
        endLine();
    }

    @Override
    synchronized Kept kept() {
        return new Kept(file.file().look(), followed());
    }

    private synchronized void endLine() {
        Instant now = time.now();
        ByteBuffer rest = layout.end(run(), now);
        if (rest.hasRemaining()) {
            file.append(rest, run(), now);
        }
    }

    private synchronized void got(ByteBuffer bytes) {
        Instant now = time.now();
        follow(bytes.duplicate(), now);
        file.append(layout.laid(bytes, run(), now), run(), now);
    }
}
