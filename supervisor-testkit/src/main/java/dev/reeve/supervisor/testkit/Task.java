package dev.reeve.supervisor.testkit;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assertions;

import java.time.Duration;

/// Something that goes on for a while on a virtual thread, as the platform calls plugins.
public final class Task {
    private final Thread thread;
    private volatile @Nullable Throwable failure;

    private Task(String name, Action action) {
        thread = Thread.ofVirtual().name(name).unstarted(() -> run(action));
    }

    /// Begins it.
    public static Task start(String name, Action action) {
        Task task = new Task(name, action);
        task.thread.start();
        return task;
    }

    /// Interrupts it, as the platform does when a time is up.
    public void interrupt() {
        thread.interrupt();
    }

    /// Whether it ends within this time, however it ends.
    public boolean endsWithin(Duration patience) {
        try {
            return thread.join(patience);
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /// Fails unless it comes to a good end within this time.
    public void assertDoneWithin(Duration patience) {
        Assertions.assertTrue(
                endsWithin(patience), () -> thread.getName() + " still goes on after " + patience);
        Throwable thrown = failure;
        if (thrown != null) {
            Assertions.fail(thread.getName() + " failed", thrown);
        }
    }

    /// Fails if it ends within this time.
    public void assertGoesOnFor(Duration time) {
        if (endsWithin(time)) {
            Assertions.fail(thread.getName() + " has ended too early", failure);
        }
    }

    /// What it threw, or null.
    public @Nullable Throwable failure() {
        return failure;
    }

    private void run(Action action) {
        try {
            action.run();
        } catch (Throwable thrown) {
            failure = thrown;
        }
    }

    /// What a task does.
    @FunctionalInterface
    public interface Action {
        void run() throws Exception;
    }
}
