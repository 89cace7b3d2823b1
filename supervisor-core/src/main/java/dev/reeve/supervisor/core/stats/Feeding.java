package dev.reeve.supervisor.core.stats;

import dev.reeve.supervisor.api.control.StatsSample;
import dev.reeve.supervisor.core.time.TimeSource;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Gives one handler its batches. At most one call is under way: what falls into the time of a slow
/// one is left out, never queued.
final class Feeding {
    /// As long as any plugin may take for one call.
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private static final Duration LAST_MOMENT = Duration.ofSeconds(1);

    private final StatsFeed feed;
    private final StatsView view;
    private final TimeSource time;
    private final Supplier<Map<String, Running>> running;
    private final Consumer<String> told;
    private @Nullable Thread call;
    private long callBegan;
    private boolean calledSlow;
    private volatile String lastTold = "";

    Feeding(
            StatsFeed feed,
            StatsView view,
            TimeSource time,
            Supplier<Map<String, Running>> running,
            Consumer<String> told) {
        this.feed = feed;
        this.view = view;
        this.time = time;
        this.running = running;
        this.told = told;
    }

    /// Comes at each interval until the thread is interrupted. Moments that were missed are passed
    /// over.
    void run() {
        long interval = feed.interval().toNanos();
        long next = time.nanos() + interval;
        try {
            while (true) {
                time.sleep(Duration.ofNanos(Math.max(0, next - time.nanos())));
                tick();
                next += interval * Math.max(1, (time.nanos() - next) / interval + 1);
            }
        } catch (InterruptedException closed) {
            // The end.
        }
    }

    /// Takes a batch and hands it over, or sees to a call that is still under way.
    void tick() throws InterruptedException {
        Thread before = call;
        if (before != null && before.isAlive()) {
            if (time.nanos() - callBegan > LIMIT.toNanos()) {
                tell("did not end within " + LIMIT.toSeconds() + " s");
                before.interrupt();
            } else if (!calledSlow) {
                calledSlow = true;
                say("takes longer than its interval, samples are left out");
            }
            return;
        }
        List<StatsSample> batch = view.samples(mine());
        if (!batch.isEmpty()) {
            callBegan = time.nanos();
            call = start("stats " + feed.name(), () -> accept(batch));
        }
    }

    /// Lets a call that is under way end, and closes the handler. For after {@link #run} has ended.
    void close() throws InterruptedException {
        Thread last = call;
        if (last != null && !last.join(LAST_MOMENT)) {
            last.interrupt();
        }
        Thread closing = start("close stats " + feed.name(), this::closeHandler);
        if (!closing.join(LAST_MOMENT)) {
            closing.interrupt();
            tell("did not close within 1 s");
        }
    }

    private Map<String, Running> mine() {
        Map<String, Running> mine = new HashMap<>(running.get());
        mine.keySet().retainAll(feed.services());
        return mine;
    }

    private Thread start(String name, Runnable work) {
        Thread thread = Thread.ofVirtual().name(name).unstarted(work);
        thread.setContextClassLoader(feed.handler().getClass().getClassLoader());
        thread.start();
        return thread;
    }

    private void accept(List<StatsSample> batch) {
        try {
            feed.handler().accept(batch);
            lastTold = "";
        } catch (Throwable thrown) {
            tell("failed: " + words(thrown));
        }
    }

    private void closeHandler() {
        try {
            feed.handler().close();
        } catch (Throwable thrown) {
            tell("failed at its close: " + words(thrown));
        }
    }

    /// Says the same thing once, until it has gone well again.
    private void tell(String text) {
        if (!text.equals(lastTold)) {
            lastTold = text;
            say(text);
        }
    }

    private void say(String text) {
        told.accept("stats handler " + feed.name() + " " + text);
    }

    private static String words(Throwable thrown) {
        String message = thrown.getMessage();
        return message == null || message.isBlank() ? thrown.getClass().getSimpleName() : message;
    }
}
