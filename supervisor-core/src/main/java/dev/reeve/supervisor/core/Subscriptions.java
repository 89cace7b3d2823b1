package dev.reeve.supervisor.core;

import dev.reeve.supervisor.api.event.EventFilter;
import dev.reeve.supervisor.api.event.EventStream;
import dev.reeve.supervisor.api.event.RecordedEvent;
import dev.reeve.supervisor.api.model.PluginUse;
import dev.reeve.supervisor.core.event.Journal;
import dev.reeve.supervisor.core.guard.Guard;
import dev.reeve.supervisor.core.guard.GuardedCall;
import dev.reeve.supervisor.core.guard.Work;
import dev.reeve.supervisor.core.plan.Plan.NamedSubscriber;
import dev.reeve.supervisor.core.time.TimeSource;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// Hands what happens to event subscribers: to each in order, in batches, on a thread of its own.
/// One that is slow or fails costs nobody but itself.
final class Subscriptions implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Subscriptions.class);
    private static final int BATCH = 1_000;

    /// An event wakes it, and so does the end.
    private static final Duration UNTIL_SOMETHING = Duration.ofHours(1);

    private final Guard guard;
    private final Limits limits;
    private final Consumer<String> told;
    private final Journal journal;
    private final List<Served> all = new ArrayList<>();
    private final Set<PluginUse> missing = new HashSet<>();

    /// How long things may take.
    ///
    /// @param call one call
    /// @param end all that is left when the journal is closed, for all subscribers together
    /// @param close the close of one that was not done in that time
    record Limits(Duration call, Duration end, Duration close) {
        static final Limits USUAL =
                new Limits(Duration.ofSeconds(30), Duration.ofSeconds(5), Duration.ofSeconds(1));
    }

    /// @param told gets what is wrong with one, one line for people
    Subscriptions(
            Guard guard,
            List<NamedSubscriber> subscribers,
            Journal journal,
            Consumer<String> told) {
        this(guard, subscribers, journal, told, Limits.USUAL);
    }

    Subscriptions(
            Guard guard,
            List<NamedSubscriber> subscribers,
            Journal journal,
            Consumer<String> told,
            Limits limits) {
        this.guard = guard;
        this.told = told;
        this.journal = journal;
        this.limits = limits;
        long now = journal.last();
        for (NamedSubscriber subscriber : subscribers) {
            all.add(new Served(subscriber, now));
        }
        all.forEach(served -> served.thread.start());
    }

    /// Lets others go on in the place of those that are not in use any more, with the event after
    /// the last that those got.
    ///
    /// @param now who can be served by now
    synchronized void refit(List<NamedSubscriber> now, Predicate<Object> old) {
        List<Served> ending =
                all.stream().filter(served -> old.test(served.named.subscriber())).toList();
        try {
            ending.forEach(served -> served.thread.interrupt());
            join(ending, limits.close().multipliedBy(2));
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
        all.removeAll(ending);
        ending.forEach(served -> goOn(served.named.use(), served.handed, now));
        Set.copyOf(missing).forEach(use -> goOn(use, journal.last(), now));
    }

    private void goOn(PluginUse use, long after, List<NamedSubscriber> now) {
        missing.add(use);
        for (NamedSubscriber other : now) {
            if (other.use().equals(use) && missing.remove(use)) {
                var served = new Served(other, after);
                all.add(served);
                served.thread.start();
            }
        }
    }

    /// To be called when the journal is closed: waits, for some seconds at most, until each has got
    /// what there was.
    @Override
    public synchronized void close() {
        try {
            join(all, limits.end());
            all.forEach(served -> served.thread.interrupt());
            // Each has its own time to close, and all have it at once.
            join(all, limits.close().multipliedBy(2));
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    private static void join(List<Served> some, Duration longest) throws InterruptedException {
        TimeSource time = TimeSource.system();
        long end = time.nanos() + longest.toNanos();
        for (Served served : some) {
            // Whether in time or not: who has not ended is interrupted.
            var _ = served.thread.join(Duration.ofNanos(Math.max(0, end - time.nanos())));
        }
    }

    /// One subscriber with its thread.
    private final class Served {
        private final NamedSubscriber named;
        private final Thread thread;
        private volatile long handed;
        private volatile EventFilter wanted = EventFilter.ALL;
        private @Nullable GuardedCall calling;
        private boolean fails;

        Served(NamedSubscriber named, long after) {
            this.named = named;
            this.handed = after;
            thread = Thread.ofVirtual().name("subscriber " + named.name()).unstarted(this::serve);
        }

        private void serve() {
            try {
                hand();
                end(limits.end());
            } catch (InterruptedException hurried) {
                end(limits.close());
            }
        }

        private void hand() throws InterruptedException {
            tell(
                    call(
                            limits.call(),
                            "wanted",
                            () -> wanted = Objects.requireNonNull(named.subscriber().wanted())));
            try (EventStream events = journal.follow(handed, wanted)) {
                while (!events.closed()) {
                    List<RecordedEvent> batch = batch(events);
                    if (!batch.isEmpty()) {
                        tell(call(limits.call(), "accept", () -> named.subscriber().accept(batch)));
                        handed = batch.getLast().seq();
                    }
                }
            }
        }

        /// Nobody can be told by an event any more.
        private void end(Duration limit) {
            try {
                String failure = call(limit, "close", named.subscriber()::close);
                if (failure != null) {
                    LOG.warn("event subscriber {} failed at its end: {}", named.name(), failure);
                }
            } catch (InterruptedException hurried) {
                LOG.warn("event subscriber {} does not end", named.name());
            }
        }

        private @Nullable String call(Duration limit, String verb, Work work)
                throws InterruptedException {
            if (calling != null && calling.isUnderWay()) {
                // One that was interrupted needs a moment to end.
                var _ = calling.ends(limits.close());
            }
            return guard.within(
                            limit,
                            verb,
                            "subscriber call " + named.name(),
                            named.subscriber(),
                            work,
                            this::admits)
                    .trouble();
        }

        /// Not before the call before it has ended, however long that takes.
        private boolean admits(GuardedCall call) {
            boolean free = calling == null || !calling.isUnderWay();
            calling = free ? call : calling;
            return free;
        }

        /// Says once that it fails, until it has gone well again: what is told is an event, too.
        private void tell(@Nullable String failure) {
            if (failure != null && !fails) {
                told.accept("event subscriber " + named.name() + " failed: " + failure);
            }
            fails = failure != null;
        }
    }

    private static List<RecordedEvent> batch(EventStream events) throws InterruptedException {
        var batch = new ArrayList<RecordedEvent>();
        RecordedEvent event = events.next(UNTIL_SOMETHING);
        while (event != null) {
            batch.add(event);
            event = batch.size() < BATCH ? events.next(Duration.ZERO) : null;
        }
        return batch;
    }
}
