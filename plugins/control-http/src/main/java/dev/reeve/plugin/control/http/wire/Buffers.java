package dev.reeve.plugin.control.http.wire;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/// Room for what is on its way to a socket. Whoever follows needs it only while it is written to,
/// so a thousand who wait share a few. Used by any thread.
final class Buffers {
    /// What is written at one time, at most.
    static final int SIZE = 64 * 1024;

    /// How many are kept for later.
    private static final int KEPT = 16;

    private final ConcurrentLinkedQueue<byte[]> free = new ConcurrentLinkedQueue<>();
    private final AtomicInteger count = new AtomicInteger();

    byte[] take() {
        byte[] buffer = free.poll();
        if (buffer == null) {
            return new byte[SIZE];
        }
        count.decrementAndGet();
        return buffer;
    }

    void give(byte[] buffer) {
        if (count.incrementAndGet() <= KEPT) {
            free.add(buffer);
        } else {
            count.decrementAndGet();
        }
    }
}
