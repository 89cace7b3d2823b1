package dev.reeve.supervisor.core.output;

import dev.reeve.supervisor.api.model.LogPolicy.Rotation;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// Compresses and deletes older files, on a thread of its own that is there only while there is
/// something to do.
final class Tidying implements AutoCloseable {
    private final ThreadPoolExecutor threads =
            new ThreadPoolExecutor(
                    1,
                    1,
                    1,
                    TimeUnit.SECONDS,
                    new LinkedBlockingQueue<>(),
                    Thread.ofPlatform().daemon(true).name("output-archive").factory());

    Tidying() {
        threads.allowCoreThreadTimeOut(true);
    }

    /// Soon. Returns at once.
    void begin(Archive archive, Rotation rotate) {
        try {
            threads.execute(() -> archive.tidy(rotate));
        } catch (RejectedExecutionException closed) {
            // The next supervisor will see to it.
        }
    }

    /// What is under way may still be done; what waits is left to the next supervisor.
    @Override
    public void close() {
        threads.shutdown();
        try {
            threads.awaitTermination(2, TimeUnit.SECONDS);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
        threads.shutdownNow();
    }
}
