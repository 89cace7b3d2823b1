package dev.reeve.plugin.ready.file;

import dev.reeve.supervisor.testkit.PluginContract;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The plugin as a whole.
class WholeTest extends PluginContract {
    @Override
    protected List<Example> examples(Path directory) {
        return List.of(
                new Example(new FileReady(), new FileReady.Options(directory.resolve("ready"))),
                new Example(
                        new FileHealth(),
                        new FileHealth.Options(directory.resolve("ready"), Optional.empty())));
    }
}
