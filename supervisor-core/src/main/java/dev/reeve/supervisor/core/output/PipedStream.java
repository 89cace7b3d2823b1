package dev.reeve.supervisor.core.output;

import dev.reeve.supervisor.core.kernel.Kernel;
import dev.reeve.supervisor.core.kernel.Kernel.PipeReading;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/// A stream that comes through a named pipe. The pipe is read from the first run on until the end,
/// since what is left of a run may go on printing.
final class PipedStream extends Stream {
    private final Kernel kernel;
    private final Path pipe;
    private final LogFile file;
    private @Nullable PipeReading reading;

    PipedStream(
            String service,
            String name,
            Followers followers,
            Kernel kernel,
            Path pipe,
            LogFile file) {
        super(service, name, followers);
        this.kernel = kernel;
        this.pipe = pipe;
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
        file.close();
    }

    private void got(ByteBuffer bytes) {
        follow(bytes.duplicate());
        file.append(bytes);
    }
}
