package dev.reeve.supervisor.core;

import dev.reeve.supervisor.api.model.Signal;
import dev.reeve.supervisor.core.kernel.AdoptRequest;
import dev.reeve.supervisor.core.kernel.Child;
import dev.reeve.supervisor.core.kernel.ChildEvent;
import dev.reeve.supervisor.core.kernel.Kernel;
import dev.reeve.supervisor.core.kernel.Spawn;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Ends runs that a supervisor before this one has left, and whose services are there no more.
final class Sweep {
    private static final int PATIENCE_SECONDS = 5;

    private Sweep() {}

    /// Begins, on threads of its own.
    ///
    /// @param told gets one line for people for each of them
    static void begin(List<AdoptRequest> strangers, Kernel kernel, Consumer<String> told) {
        for (AdoptRequest stranger : strangers) {
            Thread.ofPlatform()
                    .daemon()
                    .name("sweep " + stranger.pid())
                    .start(() -> end(stranger, kernel, told));
        }
    }

    private static void end(AdoptRequest stranger, Kernel kernel, Consumer<String> told) {
        var gone = new CountDownLatch(1);
        Spawn taken = kernel.adopt(stranger, _ -> {}, event -> seen(event, gone));
        if (taken instanceof Spawn.Spawned(Child child)) {
            told.accept(
                    "process %d is ended: its supervisor has left it, and its service is gone"
                            .formatted(stranger.pid()));
            insist(child, gone);
        }
    }

    private static void seen(ChildEvent event, CountDownLatch gone) {
        switch (event) {
            case ChildEvent.Ended(_, boolean leftovers) -> {
                if (!leftovers) {
                    gone.countDown();
                }
            }
            case ChildEvent.Emptied() -> gone.countDown();
        }
    }

    private static void insist(Child child, CountDownLatch gone) {
        try {
            child.signal(Signal.TERM);
            if (!gone.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                child.kill();
            }
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
    }
}
