package dev.reeve.supervisor.core;

import dev.reeve.supervisor.api.event.EventStream;
import dev.reeve.supervisor.api.event.RecordedEvent;
import dev.reeve.supervisor.core.event.Journal;
import dev.reeve.supervisor.core.plan.Plan.NamedSubscriber;
import dev.reeve.supervisor.core.time.PluginCalls;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Hands what happens to event subscribers: to each in order, in batches, on a thread of its own.
/// One that is slow or fails costs nobody but itself.
final class Subscriptions implements AutoCloseable {
    private static final int BATCH = 1_000;
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration AT_CLOSE = Duration.ofSeconds(5);

    /// An event wakes it, and so does the end.
    private static final Duration UNTIL_SOMETHING = Duration.ofHours(1);

    private final Consumer<String> told;
    private final List<Thread> threads = new ArrayList<>();

    /// @param told gets what is wrong with one, one line for people
    Subscriptions(List<NamedSubscriber> subscribers, Journal journal, Consumer<String> told) {
        this.told = told;
        for (NamedSubscriber subscriber : subscribers) {
            EventStream events = journal.follow(journal.last(), subscriber.subscriber().wanted());
            threads.add(
                    Thread.ofVirtual()
                            .name("subscriber " + subscriber.name())
                            .start(() -> serve(subscriber, events)));
        }
    }

    /// To be called when the journal is closed: waits, for some seconds at most, until each has got
    /// what there was.
    @Override
    public void close() {
        try {
            for (Thread thread : threads) {
                if (!thread.join(AT_CLOSE)) {
                    thread.interrupt();
                    thread.join(AT_CLOSE);
                }
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    private void serve(NamedSubscriber named, EventStream events) {
        String before = "";
        try (events) {
            while (!events.closed()) {
                List<RecordedEvent> batch = batch(events);
                String failure =
                        batch.isEmpty()
                                ? before
                                : call(LIMIT, named, () -> named.subscriber().accept(batch));
                before = told(named, failure, before);
            }
            told(named, call(AT_CLOSE, named, named.subscriber()::close), before);
        } catch (InterruptedException ending) {
            // It was given time enough.
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

    private static String call(Duration limit, NamedSubscriber named, PluginCalls.Call call)
            throws InterruptedException {
        String failure =
                PluginCalls.within(
                        limit, "subscriber call " + named.name(), named.subscriber(), call);
        return failure == null ? "" : failure;
    }

    /// Says the same thing once, until it has gone well again.
    private String told(NamedSubscriber named, String failure, String before) {
        if (!failure.isEmpty() && !failure.equals(before)) {
            told.accept("event subscriber " + named.name() + " failed: " + failure);
        }
        return failure;
    }
}
