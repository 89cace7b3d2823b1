package dev.reeve.plugin.acceptance;

import dev.reeve.supervisor.testkit.PluginContract;

import java.nio.file.Path;
import java.util.List;

/// The plugin as a whole.
class WholeTest extends PluginContract {
    @Override
    protected List<Example> examples(Path directory) {
        return List.of(
                new Example(new RecordCalls(), new NoOptions()),
                new Example(new ThrowAtPreStart(), new NoOptions()),
                new Example(new ThrowAtShutdown(), new NoOptions()));
    }
}
