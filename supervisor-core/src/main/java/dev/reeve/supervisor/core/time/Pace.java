package dev.reeve.supervisor.core.time;

import java.time.Duration;

/// How fast somebody may go on: some steps at once, and then one after another. Who is faster
/// waits; nobody waits for him. Safe for use by several threads.
public final class Pace {
    private final TimeSource time;
    private final long burst;
    private final long each;
    private long free;

    /// @param burst how many steps may come at once, from 1
    /// @param each how long it takes until there may be one more
    public Pace(TimeSource time, int burst, Duration each) {
        this.time = time;
        this.each = each.toNanos();
        this.burst = (burst - 1) * this.each;
        this.free = time.nanos() - this.burst;
    }

    /// Waits until there may be one more.
    public void step() throws InterruptedException {
        long wait = due();
        if (wait > 0) {
            time.sleep(Duration.ofNanos(wait));
        }
    }

    private synchronized long due() {
        long now = time.nanos();
        long at = free - (now - burst) < 0 ? now - burst : free;
        free = at + each;
        return at - now;
    }
}
