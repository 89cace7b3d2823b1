package dev.reeve.plugin.ready.file;

import dev.reeve.supervisor.api.spi.Kind;
import dev.reeve.supervisor.api.spi.Option;
import dev.reeve.supervisor.api.spi.PlanContext;
import dev.reeve.supervisor.api.spi.ReadyStrategy;
import dev.reeve.supervisor.api.spi.ReadyStrategyPlugin;

import java.nio.file.FileSystems;
import java.nio.file.Path;

/// `ready: {file: {path: …}}`: ready when the file appears, or is renewed, after the spawn.
@Kind(value = "file", about = "ready when a file appears or is renewed")
public final class FileReady implements ReadyStrategyPlugin<FileReady.Options> {
    /// One for all services, because a user may have 128 inotify instances only
    /// (`fs.inotify.max_user_instances`).
    private static final Folders FOLDERS =
            new Folders(() -> FileSystems.getDefault().newWatchService());

    /// For the catalogue of plugins.
    public FileReady() {}

    @Override
    public ReadyStrategy create(Options options, PlanContext context) {
        return new FileStrategy(context.baseDirectory().resolve(options.path()), FOLDERS);
    }

    /// What can be written.
    public record Options(@Option(about = "the file to wait for") Path path) {
        public Options {
            if (path.getFileName() == null || path.toString().isEmpty()) {
                throw new IllegalArgumentException("`path` must name a file, not `" + path + "`");
            }
        }
    }
}
