package dev.reeve.plugin.control.xmlrpc.call;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/// Waits for what the supervisor promised never to end in an exception.
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
