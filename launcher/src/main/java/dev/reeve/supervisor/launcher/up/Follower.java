package dev.reeve.supervisor.launcher.up;

import java.time.Duration;

/// A thread that reads what a supervisor has to say, until it has said everything.
abstract class Follower {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration LAST_WORDS = Duration.ofMillis(50);

    private final Thread thread;
    private volatile boolean ending;

    Follower(String name) {
        this.thread = Thread.ofPlatform().name(name).daemon().unstarted(this::follow);
    }

    /// Begins.
    final void start() {
        thread.start();
    }

    /// Reads what is still there and ends. Bounded: who writes to a terminal that takes nothing may
    /// never be done.
    final void finish() {
        ending = true;
        thread.interrupt();
        try {
            thread.join(PATIENCE);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        close();
    }

    /// Takes the next thing that is there.
    ///
    /// @return whether there was one within this time
    abstract boolean take(Duration longest) throws InterruptedException;

    /// Nothing came for a pause.
    void idle() {}

    /// How long to wait for the next thing.
    abstract Duration pause();

    /// Whether nothing will come any more.
    abstract boolean closed();

    abstract void close();

    private void follow() {
        boolean more = true;
        while (more) {
            try {
                boolean last = ending || closed();
                boolean took = take(last ? LAST_WORDS : pause());
                if (!took && !last) {
                    idle();
                }
                more = took || !last;
            } catch (InterruptedException finishing) {
                more = ending;
            }
        }
    }
}
