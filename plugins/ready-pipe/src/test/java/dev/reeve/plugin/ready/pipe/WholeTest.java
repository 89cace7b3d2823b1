package dev.reeve.plugin.ready.pipe;

import dev.reeve.supervisor.testkit.PluginContract;

import java.nio.file.Path;
import java.util.List;

/// The plugin as a whole.
class WholeTest extends PluginContract {
    @Override
    protected List<Example> examples(Path directory) {
        return List.of(
                new Example(new PipeReady(), new PipeReady.Options(directory.resolve("pipe"))));
    }
}
