package dev.reeve.plugin.control.http.call;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/// Waits for what the supervisor has promised. The thread is a virtual one of the connection's own.
final class Waiting {
    private Waiting() {}

    static <T> T on(CompletableFuture<T> promised) throws InterruptedException {
        try {
            return promised.get();
        } catch (ExecutionException broken) {
            throw new IllegalStateException("the supervisor broke a promise", broken.getCause());
        }
    }
}
