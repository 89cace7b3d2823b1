package dev.reeve.supervisor.core;

import dev.reeve.supervisor.api.event.RecordedEvent;
import dev.reeve.supervisor.api.spi.EventSubscriber;
import dev.reeve.supervisor.api.spi.EventSubscriberPlugin;
import dev.reeve.supervisor.api.spi.Kind;
import dev.reeve.supervisor.api.spi.PlanContext;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/// Event subscribers that a program brings: one that writes down everything, by its mood.
@Kind("diary")
public final class Diary implements EventSubscriberPlugin<Diary.Options> {
    public Diary() {}

    final List<RecordedEvent> written = new CopyOnWriteArrayList<>();
    final CompletableFuture<Boolean> closed = new CompletableFuture<>();

    /// What can be said of one.
    public record Options() {}

    @Override
    public EventSubscriber create(Options options, PlanContext context) {
        return new EventSubscriber() {
            @Override
            public void accept(List<RecordedEvent> events) {
                written.addAll(events);
            }

            @Override
            public void close() {
                closed.complete(true);
            }
        };
    }

    /// One that throws whatever it gets, each time with other words.
    @Kind("angry")
    public static final class Angry implements EventSubscriberPlugin<Options> {
        public Angry() {}

        @Override
        public EventSubscriber create(Options options, PlanContext context) {
            return events -> {
                throw new IllegalStateException("not " + events.getFirst().seq() + " again");
            };
        }
    }

    /// One that never comes to an end, whatever is said to it.
    @Kind("deaf")
    public static final class Deaf implements EventSubscriberPlugin<Options> {
        public Deaf() {}

        final CountDownLatch end = new CountDownLatch(1);

        @Override
        public EventSubscriber create(Options options, PlanContext context) {
            return _ -> until(end);
        }

        static void until(CountDownLatch end) {
            boolean ended = false;
            while (!ended) {
                try {
                    end.await();
                    ended = true;
                } catch (InterruptedException unheard) {
                    Thread.onSpinWait();
                }
            }
        }
    }
}
