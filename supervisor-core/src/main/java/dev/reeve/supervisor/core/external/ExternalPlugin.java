package dev.reeve.supervisor.core.external;

import dev.reeve.supervisor.core.time.TimeSource;
import dev.reeve.supervisor.core.time.Words;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/// A plugin that is a program of its own. Its process is started by the first call, serves all of
/// its uses, and is started again by a later call where it was of no use any more. Safe for use by
/// several threads.
public final class ExternalPlugin implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ExternalPlugin.class);

    private final Launch launch;
    private final TimeSource time;
    private final Limits limits;
    private final Set<CountDownLatch> endings = ConcurrentHashMap.newKeySet();
    private @Nullable CompletableFuture<Running> current;
    private String trouble = "";
    private int failures;
    private long failed;
    private int underWay;
    private boolean retired;
    private boolean closed;

    public ExternalPlugin(Launch launch) {
        this(launch, TimeSource.system(), Limits.USUAL);
    }

    ExternalPlugin(Launch launch, TimeSource time, Limits limits) {
        this.launch = launch;
        this.time = time;
        this.limits = limits;
    }

    /// Calls it, and waits for the answer. Where it was of no use a moment ago that includes the
    /// wait before it is started again.
    ///
    /// @throws Refusal what it answers where it cannot
    /// @throws Misconduct where no answer comes, and that is its mistake
    /// @throws InterruptedException where nobody waits any more; the plugin is told
    Map<String, Object> ask(Map<String, ?> call) throws Refusal, InterruptedException {
        enter();
        try {
            return running().ask(call);
        } catch (Misconduct named) {
            throw new Misconduct("plugin " + launch.plugin() + " " + named.getMessage());
        } finally {
            leave();
        }
    }

    /// Starts it where it is not, and waits until it has said hello.
    ///
    /// @throws Misconduct where it does not
    public void greet() throws InterruptedException {
        enter();
        try {
            running();
        } finally {
            leave();
        }
    }

    /// Nobody new will use it: its process ends when the calls that are under way have. A call that
    /// comes all the same has it started once more.
    public void retire() {
        synchronized (this) {
            retired = true;
        }
        endIfDrained();
    }

    /// Ends its process, whatever is under way. Returns at once: {@link #awaitEnd}.
    @Override
    public void close() {
        CompletableFuture<Running> last;
        synchronized (this) {
            closed = true;
            last = current;
            current = null;
            notifyAll();
        }
        end(last);
    }

    /// Waits until nothing of it is left.
    ///
    /// @return whether that is so
    public boolean awaitEnd(Duration limit) throws InterruptedException {
        for (CountDownLatch ending : endings) {
            if (!ending.await(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                return false;
            }
        }
        return true;
    }

    /// Whether it was retired and nothing of it is left.
    public synchronized boolean isOver() {
        return (retired || closed) && current == null && endings.isEmpty();
    }

    @Override
    public String toString() {
        return "plugin " + launch.plugin();
    }

    private synchronized void enter() {
        underWay++;
    }

    private void leave() {
        synchronized (this) {
            underWay--;
        }
        endIfDrained();
    }

    private void endIfDrained() {
        CompletableFuture<Running> last = null;
        synchronized (this) {
            if (retired && underWay == 0) {
                last = current;
                current = null;
            }
        }
        end(last);
    }

    private Running running() throws InterruptedException {
        CompletableFuture<Running> wanted;
        synchronized (this) {
            awaitTurn();
            if (closed) {
                throw new IllegalStateException(
                        "plugin " + launch.plugin() + " was ended with the supervisor");
            }
            if (current == null) {
                var starting = new CompletableFuture<Running>();
                current = starting;
                Wire.thread("external " + launch.plugin(), () -> start(starting));
            }
            wanted = current;
        }
        try {
            return wanted.get();
        } catch (ExecutionException useless) {
            throw new Misconduct(told(useless));
        }
    }

    private static String told(ExecutionException useless) {
        Throwable why = useless.getCause();
        return why == null ? "is of no use" : String.valueOf(why.getMessage());
    }

    /// Holds the lock.
    private void awaitTurn() throws InterruptedException {
        long wait = pause();
        while (!closed && current == null && wait > 0) {
            try {
                TimeUnit.NANOSECONDS.timedWait(this, wait);
            } catch (InterruptedException stopped) {
                throw new InterruptedException(
                        "plugin %s %s, and is started again in %s"
                                .formatted(
                                        launch.plugin(),
                                        trouble,
                                        Words.seconds(Duration.ofNanos(wait))));
            }
            wait = pause();
        }
    }

    private long pause() {
        return failures == 0 ? 0 : failed + limits.backoff(failures).toNanos() - time.nanos();
    }

    private void start(CompletableFuture<Running> starting) {
        try {
            var running =
                    new Running(launch, time, limits, (lost, why) -> lose(starting, lost, why));
            if (running.greets()) {
                starting.complete(running);
            }
        } catch (IOException refused) {
            fell(starting, "cannot be started: " + refused.getMessage(), 0);
        } catch (InterruptedException never) {
            Thread.currentThread().interrupt();
        }
    }

    private void lose(CompletableFuture<Running> started, Running running, String why) {
        var gone = new CountDownLatch(1);
        endings.add(gone);
        fell(started, why, running.age());
        running.kill(why);
        endings.remove(gone);
        gone.countDown();
    }

    /// Notes that a process is of no use; one that was given up before counts no more.
    @SuppressWarnings("ReferenceEquality") // It is about this start, and no other.
    private void fell(CompletableFuture<Running> started, String words, long age) {
        synchronized (this) {
            if (current == started) {
                current = null;
                failures = age > limits.good().toNanos() ? 1 : failures + 1;
                failed = time.nanos();
                trouble = words;
                LOG.warn(
                        "plugin {} {}; it is started again in {} at the earliest",
                        launch.plugin(),
                        words,
                        Words.seconds(limits.backoff(failures)));
            }
        }
        started.completeExceptionally(new Misconduct(words));
    }

    private void end(@Nullable CompletableFuture<Running> last) {
        if (last == null) {
            return;
        }
        var gone = new CountDownLatch(1);
        endings.add(gone);
        var _ =
                last.handle((running, _) -> running)
                        .thenAccept(
                                running ->
                                        Wire.thread(
                                                "external " + launch.plugin() + " end",
                                                () -> ended(running, gone)));
    }

    private void ended(@Nullable Running running, CountDownLatch gone) {
        if (running != null) {
            running.end();
        }
        endings.remove(gone);
        gone.countDown();
    }
}
