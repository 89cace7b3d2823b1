package dev.reeve.supervisor.launcher.client;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// Waits for a supervisor to come to its door. The system tells when something happens to a socket
/// file; of a TCP port it tells nothing, and there one must knock again and again. For one thread.
public final class Comeback implements AutoCloseable {
    private static final Duration KNOCK = Duration.ofMillis(500);

    private final @Nullable Path socket;
    private @Nullable WatchService watch;

    private Comeback(@Nullable Path socket) {
        this.socket = socket;
    }

    /// From now on nothing that happens at the door is missed.
    static Comeback at(Door door) {
        var comeback = new Comeback(door.socket());
        comeback.register();
        return comeback;
    }

    /// Waits until something has happened at the door since the last wait.
    ///
    /// @param longest after this much time it is worth trying in any case
    public void await(Duration longest) throws InterruptedException {
        if (watch == null || !register()) {
            TimeUnit.NANOSECONDS.sleep(Math.min(longest.toNanos(), KNOCK.toNanos()));
            return;
        }
        WatchKey key = watch.poll(longest.toNanos(), TimeUnit.NANOSECONDS);
        while (key != null && !isAtTheDoor(key)) {
            key = watch.poll(longest.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    @Override
    public void close() {
        try {
            if (watch != null) {
                watch.close();
            }
        } catch (IOException ignored) {
            // nobody waits any more
        }
    }

    /// Also anew, each time: the folder may have been removed and made again.
    private boolean register() {
        Path folder = socket == null ? null : socket.getParent();
        if (folder == null) {
            return false;
        }
        try {
            if (watch == null) {
                watch = folder.getFileSystem().newWatchService();
            }
            // Its mode is set after it was made, and changes when it can be used.
            folder.register(
                    watch,
                    StandardWatchEventKinds.ENTRY_CREATE,
                    StandardWatchEventKinds.ENTRY_MODIFY);
            return true;
        } catch (IOException noFolder) {
            return false;
        }
    }

    private boolean isAtTheDoor(WatchKey key) {
        boolean moved = false;
        for (WatchEvent<?> event : key.pollEvents()) {
            moved |=
                    event.kind().equals(StandardWatchEventKinds.OVERFLOW)
                            || (socket != null && socket.getFileName().equals(event.context()));
        }
        return !key.reset() || moved;
    }
}
