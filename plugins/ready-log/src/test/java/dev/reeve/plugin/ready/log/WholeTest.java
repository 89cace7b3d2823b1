package dev.reeve.plugin.ready.log;

import dev.reeve.supervisor.testkit.PluginContract;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The plugin as a whole.
class WholeTest extends PluginContract {
    @Override
    protected List<Example> examples(Path directory) {
        return List.of(
                new Example(new LogReady(), new LogReady.Options("started", Stream.BOTH)),
                new Example(
                        new LogHealth(),
                        new LogHealth.Options(
                                Optional.of("failed"),
                                Optional.empty(),
                                Optional.empty(),
                                Stream.BOTH)));
    }
}
