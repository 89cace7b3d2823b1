package dev.reeve.supervisor.core.stats;

import dev.reeve.supervisor.api.control.StatsSample;
import dev.reeve.supervisor.core.guard.Guard;
import dev.reeve.supervisor.core.guard.GuardedCall;
import dev.reeve.supervisor.core.guard.Outcome;
import dev.reeve.supervisor.core.guard.Thrown;
import dev.reeve.supervisor.core.guard.Work;
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

    private final Guard guard;
    private final StatsFeed feed;
    private final StatsView view;
    private final TimeSource time;
    private final Supplier<Map<String, Running>> running;
    private final Consumer<String> told;
    private @Nullable GuardedCall call;
    private long callBegan;
    private boolean calledSlow;
    private volatile String lastTold = "";

    Feeding(
            Guard guard,
            StatsFeed feed,
            StatsView view,
            TimeSource time,
            Supplier<Map<String, Running>> running,
            Consumer<String> told) {
        this.guard = guard;
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
        GuardedCall before = call;
        if (before != null && before.isUnderWay()) {
            if (time.nanos() - callBegan > LIMIT.toNanos()) {
                tell("did not end within " + LIMIT.toSeconds() + " s");
                before.timeIsUp();
            } else if (!calledSlow) {
                calledSlow = true;
                say("takes longer than its interval, samples are left out");
            }
            return;
        }
        List<StatsSample> batch = view.samples(mine());
        if (!batch.isEmpty()) {
            callBegan = time.nanos();
            call = start("accept", "stats " + feed.name(), () -> accept(batch));
        }
    }

    /// Lets a call that is under way end, and closes the handler. For after {@link #run} has ended.
    void close() throws InterruptedException {
        GuardedCall last = call;
        if (last != null && !last.ends(LAST_MOMENT)) {
            last.interrupt();
        }
        GuardedCall closing = start("close", "close stats " + feed.name(), this::closeHandler);
        if (!closing.ends(LAST_MOMENT)) {
            closing.timeIsUp();
            tell("did not close within 1 s");
        }
    }

    private Map<String, Running> mine() {
        Map<String, Running> mine = new HashMap<>(running.get());
        mine.keySet().retainAll(feed.services());
        return mine;
    }

    private GuardedCall start(String verb, String name, Work work) {
        GuardedCall begun = guard.call(verb, name, feed.handler(), work);
        Outcome.Refused refused = begun.begin();
        if (refused != null) {
            tell("gets nothing: " + refused.text());
        }
        return begun;
    }

    private void accept(List<StatsSample> batch) throws Exception {
        try {
            feed.handler().accept(batch);
            lastTold = "";
        } catch (Throwable thrown) {
            tell("failed: " + Thrown.words(thrown));
            throw thrown;
        }
    }

    private void closeHandler() throws Exception {
        try {
            feed.handler().close();
        } catch (Throwable thrown) {
            tell("failed at its close: " + Thrown.words(thrown));
            throw thrown;
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
}
