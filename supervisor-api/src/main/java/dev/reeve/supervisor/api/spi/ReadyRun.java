package dev.reeve.supervisor.api.spi;

import dev.reeve.supervisor.api.control.LogStream;
import dev.reeve.supervisor.api.promise.Api;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/// A run that lives, as its ready strategy and its health check see it.
@Api
public interface ReadyRun {
    /// The bare name of the service.
    String service();

    /// The number of the run, from 1.
    int run();

    /// Its main process.
    long pid();

    /// When it was spawned. Kernels stamp files with a clock that may lag by up to 10 ms.
    Instant spawnedAt();

    /// Its working directory.
    Path directory();

    /// The time to leave between two looks, for strategies that must look again.
    Duration interval();

    /// Sleeps for {@link #interval()}.
    void pause() throws InterruptedException;

    /// Its main process and every living descendant, as of now.
    Set<Long> processes();

    /// Opens a named pipe for reading, without keeping a thread for it. The platform holds the
    /// other end open too, so that a writer may come, go and come again.
    PipeReader openPipe(Path path) throws IOException;

    /// The lines that this run writes, from its first one on; each asker has its own. Only for
    /// products that say so beforehand: {@link ReadyStrategy#readsOutput}, {@link
    /// HealthCheck#readsOutput}.
    ///
    /// @throws IllegalStateException where the product has not said so
    LogStream output();

    /// The messages that come to the socket that {@link Preparation#makeSocket} has made.
    ///
    /// @throws IllegalStateException where none was made
    Messages messages();

    /// Tells the platform something of this run. Never blocks; without effect when it has ended.
    void report(Report report);

    /// Reads a named pipe.
    interface PipeReader extends AutoCloseable {
        /// Waits for bytes.
        ///
        /// @return what has arrived, at least one byte
        byte[] read() throws IOException, InterruptedException;

        @Override
        void close();
    }
}
