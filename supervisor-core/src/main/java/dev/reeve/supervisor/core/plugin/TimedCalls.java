package dev.reeve.supervisor.core.plugin;

import static dev.reeve.supervisor.core.plugin.PluginProblem.Code.PROVIDER_ERROR;

import dev.reeve.supervisor.core.guard.Guard;
import dev.reeve.supervisor.core.guard.Outcome;
import dev.reeve.supervisor.core.time.Durations;
import dev.reeve.supervisor.core.time.TimeSource;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Calls plugins on a thread of its own, which is given up when a call takes too long. One call at
/// a time.
final class TimedCalls implements AutoCloseable {
    private final Duration limit;
    private final Guard guard;
    private final TimeSource time = TimeSource.system();
    private ExecutorService worker = newWorker();

    /// @param guard counts the calls
    TimedCalls(Duration limit, Guard guard) {
        this.limit = limit;
        this.guard = guard;
    }

    /// Calls a plugin, with its class loader as the thread's.
    ///
    /// @throws PluginFailure whatever it has thrown, as text, or that it took too long
    <T> T call(ClassLoader loader, Callable<T> action) throws PluginFailure {
        long began = time.nanos();
        Outcome outcome = new Outcome.Done();
        try {
            return timed(loader, action);
        } catch (Late late) {
            outcome = new Outcome.Late(late.text());
            throw late;
        } catch (PluginFailure failed) {
            outcome = new Outcome.Failed(failed.text(), false);
            throw failed;
        } finally {
            guard.planned(loader, outcome, Duration.ofNanos(time.nanos() - began));
        }
    }

    /// It took too long.
    private static final class Late extends PluginFailure {
        private static final long serialVersionUID = 1;

        Late(String text) {
            super(PROVIDER_ERROR, text);
        }
    }

    private <T> T timed(ClassLoader loader, Callable<T> action) throws PluginFailure {
        Future<T> answer = worker.submit(() -> contained(loader, action));
        try {
            return answer.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof PluginFailure known) {
                throw known;
            }
            throw new IllegalStateException("a plugin's failure got through", failure);
        } catch (TimeoutException late) {
            replaceWorker();
            throw new Late("no answer within " + Durations.words(limit));
        } catch (InterruptedException interrupted) {
            replaceWorker();
            Thread.currentThread().interrupt();
            throw new PluginFailure(PROVIDER_ERROR, "interrupted while it was asked");
        }
    }

    /// Gives up the thread, and with it what plugins may have left in its thread locals.
    void forget() {
        replaceWorker();
    }

    @Override
    public void close() {
        worker.shutdownNow();
    }

    /// Runs on the thread for plugins, and no throwable of theirs gets out of it: even to print one
    /// is to call the plugin.
    private static <T> T contained(ClassLoader loader, Callable<T> action) throws PluginFailure {
        Thread.currentThread().setContextClassLoader(loader);
        try {
            return action.call();
        } catch (PluginFailure known) {
            throw known;
        } catch (Throwable failure) {
            throw new PluginFailure(PROVIDER_ERROR, PluginFailure.told(failure));
        } finally {
            Thread.currentThread().setContextClassLoader(null);
        }
    }

    private void replaceWorker() {
        worker.shutdownNow();
        worker = newWorker();
    }

    private static ExecutorService newWorker() {
        return Executors.newSingleThreadExecutor(
                Thread.ofPlatform()
                        .name("plugin-calls")
                        .daemon()
                        .inheritInheritableThreadLocals(false)
                        .factory());
    }
}
