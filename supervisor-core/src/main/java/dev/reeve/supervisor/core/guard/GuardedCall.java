package dev.reeve.supervisor.core.guard;

import dev.reeve.supervisor.core.time.Words;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// One call into a plugin, on a thread of its own. Once it has ended it holds on to nothing of the
/// plugin. Safe for use by several threads.
public final class GuardedCall {
    /// It goes on for as long as a run does; how long it takes says nothing.
    private static final String WATCH = "watch";

    /// Looks in a row at which it did not wait for anything.
    private static final int COMPUTES = 3;

    private final Guard guard;
    private final @Nullable Meter meter;
    private final String verb;
    private final String name;
    private final CompletableFuture<Outcome> end = new CompletableFuture<>();
    private @Nullable Work work;
    private @Nullable ClassLoader loader;
    private @Nullable Thread thread;
    private boolean interrupted;
    private boolean abandoned;
    private boolean proven;
    private long began;
    private boolean blamed;
    private volatile int ticksBusy;

    GuardedCall(Guard guard, String verb, String name, Object product, Work work) {
        this.guard = guard;
        this.verb = verb;
        this.name = name;
        this.work = work;
        this.loader = product.getClass().getClassLoader();
        this.meter = guard.meterOf(loader);
    }

    /// Begins it.
    ///
    /// @return why it is not begun, or null
    public Outcome.@Nullable Refused begin() {
        String why = meter == null ? null : meter.begins();
        if (why != null) {
            var refused = new Outcome.Refused(why);
            forget();
            end.complete(refused);
            return refused;
        }
        began = guard.time().nanos();
        synchronized (this) {
            thread = guard.start(name, meter, this::run);
            if (interrupted) {
                thread.interrupt();
            }
        }
        if (meter != null) {
            if (guard.isTrusted(meter)) {
                proves();
            } else {
                guard.carriers().watch(this);
            }
        }
        return null;
    }

    /// Begins it, and waits for its end.
    public Outcome within(Duration limit) throws InterruptedException {
        Outcome refused = begin();
        if (refused != null) {
            return refused;
        }
        try {
            return end.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            timeIsUp();
            return new Outcome.Late("did not end within " + Words.seconds(limit));
        } catch (InterruptedException stopped) {
            interrupt();
            throw stopped;
        } catch (ExecutionException never) {
            throw new IllegalStateException("an outcome is never thrown", never);
        }
    }

    /// Waits for its end.
    ///
    /// @return whether it has ended
    public boolean ends(Duration within) throws InterruptedException {
        try {
            end.get(within.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException late) {
            return false;
        } catch (ExecutionException never) {
            throw new IllegalStateException("an outcome is never thrown", never);
        }
    }

    /// How it has ended, or null where it has not.
    public @Nullable Outcome outcome() {
        return end.getNow(null);
    }

    /// Whether it was begun and has not ended.
    public synchronized boolean isUnderWay() {
        return thread != null && !end.isDone();
    }

    /// Its time is up: it is interrupted, and that counts.
    public void timeIsUp() {
        if (meter != null && isUnderWay()) {
            meter.overran();
            if (ticksBusy >= COMPUTES) {
                blame(meter, "has held on to a processor until its time was up");
            }
        }
        interrupt();
    }

    /// One call is one fault at most.
    private void blame(Meter whose, String what) {
        synchronized (this) {
            if (blamed) {
                return;
            }
            blamed = true;
        }
        guard.fault(whose, whose.fault(verb), name + ": " + what);
    }

    /// Nobody wants it any more. One that goes on all the same is a fault of its plugin.
    public void interrupt() {
        synchronized (this) {
            if (end.isDone() || interrupted) {
                return;
            }
            interrupted = true;
            if (thread != null) {
                thread.interrupt();
            }
        }
        if (meter != null) {
            guard.afterGrace(this::graceIsOver);
        }
    }

    private void graceIsOver() {
        synchronized (this) {
            if (meter == null || !isUnderWay()) {
                return;
            }
            abandoned = true;
            meter.abandoned();
        }
        blame(
                meter,
                "has not ended %s after it was interrupted"
                        .formatted(Words.seconds(guard.grace())));
    }

    /// Runs on its thread.
    private void run() {
        Outcome outcome;
        try {
            Thread.currentThread().setContextClassLoader(loader);
            var mine = work;
            if (mine != null) {
                mine.run();
            }
            outcome = new Outcome.Done();
        } catch (Throwable thrown) {
            outcome = Thrown.outcome(thrown, interrupted);
        } finally {
            Thread.currentThread().setContextClassLoader(null);
        }
        ended(outcome);
    }

    private void ended(Outcome outcome) {
        forget();
        if (meter == null) {
            end.complete(outcome);
            return;
        }
        proves();
        Duration took = verb.equals(WATCH) ? null : Duration.ofNanos(guard.time().nanos() - began);
        int streak = meter.ended(verb, outcome, took);
        if (streak > 0) {
            guard.fault(meter, streak, name + ": " + outcome.trouble());
        }
        synchronized (this) {
            if (abandoned) {
                meter.cameBack();
            }
            end.complete(outcome);
        }
        guard.carriers().forget(this);
    }

    private synchronized void forget() {
        work = null;
        loader = null;
    }

    /// It has waited for something, as whatever is called should, or has ended.
    void proves() {
        synchronized (this) {
            if (proven || meter == null) {
                return;
            }
            proven = true;
        }
        meter.proven();
    }

    /// A tick of the watch over processors.
    ///
    /// @return for how many ticks it has held on to one
    int tick() {
        Thread mine;
        synchronized (this) {
            mine = thread;
        }
        boolean runs = mine != null && mine.getState() == Thread.State.RUNNABLE;
        ticksBusy = runs ? ticksBusy + 1 : 0;
        if (!runs && mine != null) {
            proves();
        }
        return ticksBusy;
    }

    int ticksBusy() {
        return ticksBusy;
    }

    boolean isVirtual() {
        Thread mine;
        synchronized (this) {
            mine = thread;
        }
        return mine != null && mine.isVirtual();
    }

    @Nullable Meter meter() {
        return meter;
    }
}
