package dev.reeve.plugin.ready.file;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;

/// The kernel's word on what happens in folders, for everybody who waits: one watch service and its
/// threads while somebody does, none otherwise.
final class Folders {
    private final Opening opening;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<WatchKey, Set<Watcher>> watched = new HashMap<>();
    private int watchers;
    private @Nullable WatchService service;

    /// @param opening makes the watch service when the first one waits
    Folders(Opening opening) {
        this.opening = opening;
    }

    /// Makes a watch service.
    @FunctionalInterface
    interface Opening {
        WatchService open() throws IOException;
    }

    /// Somebody who waits. For one thread; to be closed.
    Watcher watcher() {
        lock.lock();
        try {
            watchers++;
            return new Watcher();
        } finally {
            lock.unlock();
        }
    }

    /// Waits for one path to change.
    final class Watcher implements AutoCloseable {
        private final Map<WatchKey, Path> nextParts = new HashMap<>();
        private final Semaphore bell = new Semaphore(0);

        /// Sees to it that {@link #await} returns when something happens to this path from now on.
        /// Watched are the nearest folder on the way that exists, and the one above, since a folder
        /// that is renamed does not say so itself. To be called again after each return.
        ///
        /// @return false where the kernel cannot tell
        boolean watch(Path path) {
            Path nearest;
            do {
                nearest = nearest(path);
                Path above = nearest.getParent();
                if (above != null) {
                    watch(above, path);
                }
                if (!watch(nearest, path)) {
                    return false;
                }
                // A folder may have come or gone before it was watched.
            } while (!nearest.equals(nearest(path)));
            return true;
        }

        /// Waits until something has happened since the last return.
        void await() throws InterruptedException {
            bell.acquire();
            bell.drainPermits();
        }

        @Override
        public void close() {
            lock.lock();
            try {
                nextParts.keySet().forEach(this::forget);
                watchers--;
                if (watchers == 0) {
                    stop();
                }
            } finally {
                lock.unlock();
            }
        }

        private boolean watch(Path folder, Path path) {
            lock.lock();
            try {
                WatchKey key =
                        folder.register(
                                service(),
                                StandardWatchEventKinds.ENTRY_CREATE,
                                StandardWatchEventKinds.ENTRY_MODIFY,
                                StandardWatchEventKinds.ENTRY_DELETE);
                nextParts.put(key, folder.relativize(path).getName(0));
                watched.computeIfAbsent(key, _ -> new HashSet<>()).add(this);
                return true;
            } catch (NoSuchFileException | NotDirectoryException goneMeanwhile) {
                return true;
            } catch (IOException refused) {
                return false;
            } finally {
                lock.unlock();
            }
        }

        private void forget(WatchKey key) {
            Set<Watcher> others = watched.get(key);
            if (others != null && others.remove(this) && others.isEmpty()) {
                watched.remove(key);
                key.cancel();
            }
        }

        private void tell(WatchKey key, List<WatchEvent<?>> events) {
            Path part = nextParts.get(key);
            for (WatchEvent<?> event : events) {
                if (event.context() == null || event.context().equals(part)) {
                    bell.release();
                    return;
                }
            }
        }
    }

    /// The nearest folder above a path that exists; the root of all where none does.
    private static Path nearest(Path path) {
        Path nearest = path;
        for (Path above = path.getParent(); above != null; above = above.getParent()) {
            nearest = above;
            if (Files.isDirectory(above)) {
                break;
            }
        }
        return nearest;
    }

    private WatchService service() throws IOException {
        WatchService open = service;
        if (open == null) {
            open = opening.open();
            WatchService source = open;
            Thread.ofVirtual().name("ready-file").start(() -> listen(source));
            service = open;
        }
        return open;
    }

    private void listen(WatchService source) {
        try {
            while (true) {
                pass(source.take());
            }
        } catch (ClosedWatchServiceException | InterruptedException nobodyWaits) {
            // Its end, and this thread's.
        }
    }

    private void pass(WatchKey key) {
        lock.lock();
        try {
            List<WatchEvent<?>> events = key.pollEvents();
            Set<Watcher> interested = watched.getOrDefault(key, Set.of());
            if (key.reset()) {
                interested.forEach(watcher -> watcher.tell(key, events));
            } else {
                watched.remove(key);
                interested.forEach(watcher -> watcher.bell.release());
            }
        } finally {
            lock.unlock();
        }
    }

    private void stop() {
        WatchService open = service;
        service = null;
        watched.clear();
        if (open != null) {
            try {
                open.close();
            } catch (IOException cannotHappen) {
                throw new IllegalStateException("cannot stop watching", cannotHappen);
            }
        }
    }
}
