package dev.reeve.supervisor.core.time;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Calls into plugins: each on a virtual thread of its own, within a time, with whatever it throws
/// turned into words.
public final class PluginCalls {
    /// One call into a plugin.
    @FunctionalInterface
    public interface Call {
        void run() throws Exception;
    }

    /// Told of the thread before it begins.
    @FunctionalInterface
    public interface Admission {
        /// Whether it may begin.
        boolean admits(Thread thread);
    }

    private PluginCalls() {}

    /// Makes a call and waits for its end.
    ///
    /// @param product whose class loader the call's thread gets
    /// @return what went wrong, in words; null when all went well
    public static @Nullable String within(Duration limit, String name, Object product, Call call)
            throws InterruptedException {
        return within(limit, name, product, call, _ -> true);
    }

    /// Makes a call where that is admitted, and waits for its end.
    public static @Nullable String within(
            Duration limit, String name, Object product, Call call, Admission admission)
            throws InterruptedException {
        var done = new CompletableFuture<Void>();
        Thread thread =
                Thread.ofVirtual()
                        .name(name)
                        .unstarted(
                                () -> {
                                    try {
                                        call.run();
                                        done.complete(null);
                                    } catch (Throwable thrown) {
                                        done.completeExceptionally(thrown);
                                    }
                                });
        thread.setContextClassLoader(product.getClass().getClassLoader());
        if (!admission.admits(thread)) {
            return "an earlier call has not ended although its time was up";
        }
        thread.start();
        try {
            done.get(limit.toNanos(), TimeUnit.NANOSECONDS);
            return null;
        } catch (TimeoutException late) {
            thread.interrupt();
            return "did not end within " + Words.seconds(limit);
        } catch (ExecutionException failed) {
            Throwable cause = failed.getCause() == null ? failed : failed.getCause();
            return words(cause);
        } catch (InterruptedException stopped) {
            thread.interrupt();
            throw stopped;
        }
    }

    /// What a plugin has thrown, in words: its message where it has one, else what it is.
    public static String words(Throwable thrown) {
        String message = thrown.getMessage();
        String kind = thrown.getClass().getSimpleName();
        if (message == null || message.isBlank()) {
            return kind;
        }
        return thrown instanceof Error ? kind + ": " + message : message;
    }
}
