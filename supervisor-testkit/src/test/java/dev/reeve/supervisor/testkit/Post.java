package dev.reeve.supervisor.testkit;

import dev.reeve.supervisor.api.activity.Activity;
import dev.reeve.supervisor.api.activity.ActorReport;
import dev.reeve.supervisor.api.control.Supervisor;
import dev.reeve.supervisor.api.spi.Activities;
import dev.reeve.supervisor.api.spi.StateProducer;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;

/// A state producer as small as one can be: a post office that tells of each letter in it. The one
/// clerk takes letters on a thread of its own.
final class Post implements StateProducer {
    private final BlockingQueue<String> letters = new LinkedBlockingQueue<>();
    private final AtomicReference<@Nullable Thread> round = new AtomicReference<>();

    /// Somebody brings a letter.
    void brings(String letter) {
        letters.add(letter);
    }

    /// The clerk goes out, until he is called back.
    boolean isOut() {
        Thread out = round.get();
        return out != null && out.isAlive();
    }

    @Override
    public AutoCloseable start(Supervisor supervisor, Activities activities) {
        Thread clerk = Thread.ofVirtual().name("clerk").start(() -> work(activities));
        return () -> {
            clerk.interrupt();
            clerk.join();
            Thread out = round.get();
            if (out != null) {
                out.interrupt();
                out.join();
            }
        };
    }

    private void work(Activities activities) {
        try {
            while (true) {
                String letter = letters.take();
                if (letter.equals("round")) {
                    goOut(activities);
                } else {
                    activities.report(ActorReport.of("clerk", Activity.PROCESSING, null));
                }
            }
        } catch (InterruptedException closed) {
            // Nobody waits for what is left in the box.
        }
    }

    private void goOut(Activities activities) {
        Thread walk =
                Thread.ofVirtual()
                        .name("round")
                        .unstarted(
                                () -> {
                                    try {
                                        new LinkedBlockingQueue<String>().take();
                                    } catch (InterruptedException calledBack) {
                                        // That is what ends a round.
                                    }
                                });
        round.set(walk);
        walk.start();
        // That it was killed is known to whoever kills it.
        String id = activities.begin("round", List.of("clerk"), walk::interrupt);
        activities.report(ActorReport.of("clerk", Activity.PROCESSING, id));
    }

    /// What the contract needs to know of it.
    static final class Given implements StateProducerContract.Given {
        private final Post post = new Post();

        @Override
        public StateProducer producer() {
            return post;
        }

        @Override
        public void somethingHappens() {
            post.brings("letter");
        }

        @Override
        public Optional<BooleanSupplier> anOperationBegins() {
            post.brings("round");
            return Optional.of(post::isOut);
        }
    }
}
