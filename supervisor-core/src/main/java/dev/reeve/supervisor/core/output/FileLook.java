package dev.reeve.supervisor.core.output;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// Looks at files now and then, for as long as somebody follows: where there are no pipes, no
/// system tells alike that a file has grown.
final class FileLook implements Runnable {
    private static final long PAUSE = 200_000_000;

    private final BooleanSupplier look;
    private @Nullable Thread thread;
    private boolean ended;

    /// @param look looks once, and says whether to look again
    FileLook(BooleanSupplier look) {
        this.look = look;
    }

    synchronized void begin() {
        if (thread == null && !ended) {
            thread = Thread.ofPlatform().name("output").daemon(true).start(this);
        }
    }

    synchronized void end() {
        ended = true;
    }

    @Override
    public void run() {
        while (goesOn(look.getAsBoolean())) {
            LockSupport.parkNanos(PAUSE);
        }
    }

    private synchronized boolean goesOn(boolean wanted) {
        if (wanted && !ended) {
            return true;
        }
        thread = null;
        return false;
    }
}
