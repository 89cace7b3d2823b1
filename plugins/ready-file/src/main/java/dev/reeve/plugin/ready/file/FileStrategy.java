package dev.reeve.plugin.ready.file;

import dev.reeve.supervisor.api.spi.Preparation;
import dev.reeve.supervisor.api.spi.ReadyRun;
import dev.reeve.supervisor.api.spi.ReadyStrategy;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;

/// Waits for one file. Watches first and looks then, so that nothing is missed between the two.
final class FileStrategy implements ReadyStrategy {
    private final Path path;
    private final Folders folders;
    private volatile @Nullable Before before;

    FileStrategy(Path path, Folders folders) {
        this.path = path.toAbsolutePath().normalize();
        this.folders = folders;
    }

    @Override
    public void prepare(Preparation preparation) throws IOException {
        before = new Before(preparation.run(), Instant.now(), Sighting.of(path));
    }

    @Override
    public void await(ReadyRun run) throws IOException, InterruptedException {
        Before known = before;
        Freshness freshness =
                known != null && known.run() == run.run()
                        ? Freshness.of(known.at(), known.seen(), run.spawnedAt())
                        : Freshness.since(run.spawnedAt());
        try (Folders.Watcher watcher = folders.watcher()) {
            while (true) {
                boolean told = watcher.watch(path);
                if (freshness.accepts(Sighting.of(path))) {
                    return;
                }
                if (told) {
                    watcher.await();
                } else {
                    // Here the kernel cannot tell (no more inotify instances or watches, or a
                    // folder that may be passed but not listed), so there is no way but to look.
                    run.pause();
                }
            }
        } catch (InterruptedException timeIsUp) {
            throw new InterruptedException(
                    "`"
                            + path
                            + (freshness.sawOld() ? "` is older than this run" : "` is not there"));
        }
    }

    /// How the file was before a run was spawned.
    private record Before(int run, Instant at, @Nullable Sighting seen) {}
}
