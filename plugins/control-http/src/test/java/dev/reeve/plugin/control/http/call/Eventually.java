package dev.reeve.plugin.control.http.call;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.BooleanSupplier;

/// For what another thread does soon.
public final class Eventually {
    private Eventually() {}

    public static void so(BooleanSupplier condition) throws InterruptedException {
        so(5, condition);
    }

    public static void so(int seconds, BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + seconds * 1_000_000_000L;
        while (!condition.getAsBoolean() && System.nanoTime() < end) {
            Thread.sleep(5);
        }
        assertTrue(condition.getAsBoolean(), () -> "not within " + seconds + " s");
    }
}
