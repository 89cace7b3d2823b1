package dev.reeve.plugin.ready.notify;

import java.util.concurrent.TimeUnit;

/// Lets a service say so much in a second and no more, so that one that talks without end holds up
/// itself and not the supervisor: what it says is then left in its socket, until that is full.
final class Pace {
    private static final int A_SECOND = 200;
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private long begun = System.nanoTime();
    private int count;

    /// Waits, where too much was said already.
    void keep() throws InterruptedException {
        long passed = System.nanoTime() - begun;
        if (count >= A_SECOND && passed < SECOND) {
            TimeUnit.NANOSECONDS.sleep(SECOND - passed);
        }
        if (count >= A_SECOND || passed >= SECOND) {
            begun = System.nanoTime();
            count = 0;
        }
        count++;
    }
}
