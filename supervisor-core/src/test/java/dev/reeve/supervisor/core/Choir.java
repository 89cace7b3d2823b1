package dev.reeve.supervisor.core;

import dev.reeve.supervisor.api.control.Supervisor;
import dev.reeve.supervisor.api.spi.Activities;
import dev.reeve.supervisor.api.spi.Kind;
import dev.reeve.supervisor.api.spi.PlanContext;
import dev.reeve.supervisor.api.spi.StateProducer;
import dev.reeve.supervisor.api.spi.StateProducerPlugin;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

/// A state producer that a program brings: a choir whose singers are moved by the test.
@Kind("choir")
public final class Choir implements StateProducerPlugin<Choir.Options> {
    public Choir() {}

    /// What the singers tell by.
    final CompletableFuture<Activities> begun = new CompletableFuture<>();

    final CompletableFuture<Boolean> closed = new CompletableFuture<>();

    /// What can be said of it.
    public record Options() {}

    @Override
    public StateProducer create(Options options, PlanContext context) {
        return (Supervisor _, Activities activities) -> {
            begun.complete(activities);
            return () -> closed.complete(true);
        };
    }

    /// One that cannot begin.
    @Kind("mute")
    public static final class Mute implements StateProducerPlugin<Options> {
        public Mute() {}

        @Override
        public StateProducer create(Options options, PlanContext context) {
            return (_, _) -> {
                throw new IllegalStateException("no voice");
            };
        }
    }

    /// One that hangs when it is closed.
    @Kind("endless")
    public static final class Endless implements StateProducerPlugin<Options> {
        public Endless() {}

        final CountDownLatch end = new CountDownLatch(1);

        @Override
        public StateProducer create(Options options, PlanContext context) {
            return (_, _) -> () -> Diary.Deaf.until(end);
        }
    }
}
