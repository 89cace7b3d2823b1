package dev.reeve.supervisor.core;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// Has the plugins folder looked at again when something has happened in it: when it has been quiet
/// for a moment, so that a file that is being written is done. What has gone gets a while longer,
/// for whoever deletes a file in order to put another in its place. The kernel tells; nothing is
/// looked at meanwhile.
final class PluginWatch implements AutoCloseable {
    private static final Duration QUIET = Duration.ofMillis(400);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Path folder;
    private final Look look;
    private final WatchService service;
    private final Consumer<String> told;
    private Set<WatchKey> inside = Set.of();

    /// Looks at the folder again.
    @FunctionalInterface
    interface Look {
        /// @param patient whether what is gone may come back at once
        /// @return whether it is to be looked again in a while
        boolean again(boolean patient) throws InterruptedException, ExecutionException;
    }

    private PluginWatch(Path folder, Look look, WatchService service, Consumer<String> told) {
        this.folder = folder;
        this.look = look;
        this.service = service;
        this.told = told;
    }

    /// Begins; a folder that is not there yet may come.
    ///
    /// @param told gets why there is no watch, where there is none
    /// @return what ends it, or null
    static @Nullable PluginWatch begin(Path folder, Look look, Consumer<String> told) {
        try {
            var watch =
                    new PluginWatch(folder, look, folder.getFileSystem().newWatchService(), told);
            watch.register();
            Thread.ofPlatform().daemon().name("plugins folder").start(watch::run);
            return watch;
        } catch (IOException refused) {
            told.accept("cannot watch " + folder + ": " + refused.getMessage());
            return null;
        }
    }

    @Override
    public void close() {
        try {
            service.close();
        } catch (IOException nobodyIsHurt) {
            // The process ends, or nobody watches any more.
        }
    }

    /// The folder, and the one that it is in: that is where it comes and goes.
    private void register() throws IOException {
        Path parent = folder.getParent();
        if (parent != null && Files.isDirectory(parent)) {
            parent.register(
                    service,
                    StandardWatchEventKinds.ENTRY_CREATE,
                    StandardWatchEventKinds.ENTRY_DELETE);
        }
        registerInside();
    }

    /// Also in the folders of plugins, where a program may be written anew; not below those.
    private void registerInside() throws IOException {
        Set<WatchKey> all = new HashSet<>();
        if (Files.isDirectory(folder)) {
            all.add(every(folder));
            try (Stream<Path> files = Files.list(folder)) {
                for (Path plugin : files.filter(Files::isDirectory).toList()) {
                    all.add(every(plugin));
                }
            } catch (NoSuchFileException | NotDirectoryException gone) {
                // That is told, too.
            }
        }
        inside = all;
    }

    /// To register a folder once more changes nothing.
    private WatchKey every(Path of) throws IOException {
        return of.register(
                service,
                StandardWatchEventKinds.ENTRY_CREATE,
                StandardWatchEventKinds.ENTRY_MODIFY,
                StandardWatchEventKinds.ENTRY_DELETE);
    }

    private void run() {
        try {
            while (true) {
                if (concerns(service.take())) {
                    look();
                }
            }
        } catch (ClosedWatchServiceException | InterruptedException ended) {
            // The supervisor ends.
        }
    }

    /// What goes wrong once is told, and the next thing that happens is looked at again.
    private void look() throws InterruptedException {
        try {
            settled();
            registerInside();
            patiently();
        } catch (IOException | UncheckedIOException | ExecutionException failed) {
            told.accept("cannot look at " + folder + ": " + failed.getMessage());
        }
    }

    private void patiently() throws InterruptedException, ExecutionException {
        if (look.again(true)) {
            WatchKey key = service.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            while (key != null) {
                concerns(key);
                key = service.poll(QUIET.toMillis(), TimeUnit.MILLISECONDS);
            }
            look.again(false);
        }
    }

    private void settled() throws InterruptedException {
        WatchKey key;
        do {
            key = service.poll(QUIET.toMillis(), TimeUnit.MILLISECONDS);
            if (key != null) {
                concerns(key);
            }
        } while (key != null);
    }

    /// Whether something has happened that is about the folder. Others may be busy beside it.
    private boolean concerns(WatchKey key) {
        boolean ours = false;
        for (WatchEvent<?> event : key.pollEvents()) {
            boolean within = inside.contains(key);
            ours |=
                    within
                            || folder.getFileName().equals(event.context())
                            || event.context() == null;
        }
        key.reset();
        return ours;
    }
}
