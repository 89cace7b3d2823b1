package dev.reeve.supervisor.core.output;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/// The log files that are in use. One may belong to several streams: two that wrote the same one by
/// themselves would put it aside from under each other.
final class SharedFiles {
    private final Map<Path, SharedFile> open = new HashMap<>();

    /// One stream more that writes this file.
    synchronized SharedFile take(Path path, Supplier<LogFile> opener) {
        SharedFile file = open.computeIfAbsent(path, _ -> new SharedFile(this, path, opener.get()));
        file.join();
        return file;
    }

    /// The file, in use or not.
    synchronized LogFile find(Path path, Supplier<LogFile> opener) {
        SharedFile file = open.get(path);
        return file == null ? opener.get() : file.file();
    }

    /// One stream less. The last one closes it.
    synchronized void release(SharedFile file) {
        if (file.leave() && open.remove(file.path(), file)) {
            file.file().close();
        }
    }
}
