package dev.reeve.supervisor.core.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// A child and what was told of it.
public final class Watched {
    private static final int PATIENCE = 20_000;

    private final List<ChildEvent> events = new ArrayList<>();
    private Child child;
    private long toldAt;
    private String teller = "";

    public synchronized void born(Child born) {
        child = born;
    }

    public synchronized void tell(ChildEvent event) {
        toldAt = System.nanoTime();
        teller = Thread.currentThread().getName();
        events.add(event);
        notifyAll();
    }

    public synchronized Child child() {
        return child;
    }

    public synchronized List<ChildEvent> events() {
        return List.copyOf(events);
    }

    /// When the last event came, by the monotonic clock.
    public synchronized long toldAt() {
        return toldAt;
    }

    /// Waits for the end of the main process.
    public ChildEvent.Ended ended() {
        await(() -> !events().isEmpty());
        assertEquals("kernel", teller);
        return assertInstanceOf(ChildEvent.Ended.class, events().getFirst());
    }

    /// Waits until nothing is left, and looks whether that was told once and in its place.
    public void empty() {
        if (ended().leftovers()) {
            await(() -> events().size() > 1);
            assertEquals(List.of(ended(), new ChildEvent.Emptied()), events());
        } else {
            assertEquals(1, events().size());
        }
    }

    static void await(KernelScene.Condition condition) {
        long end = System.nanoTime() + PATIENCE * 1_000_000L;
        while (true) {
            try {
                if (condition.holds()) {
                    return;
                }
                if (System.nanoTime() > end) {
                    throw new AssertionError("it did not come true in " + PATIENCE + " ms");
                }
                Thread.sleep(2);
            } catch (IOException | InterruptedException failure) {
                throw new AssertionError(failure);
            }
        }
    }
}
