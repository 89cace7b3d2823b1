package dev.reeve.plugin.discover.process;

import dev.reeve.supervisor.testkit.PluginContract;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The plugin as a whole.
class WholeTest extends PluginContract {
    @Override
    protected List<Example> examples(Path directory) {
        return List.of(
                new Example(
                        new ProcessDiscovery(),
                        new ProcessDiscovery.Options(
                                Optional.of("no such process"),
                                Optional.empty(),
                                Optional.empty())));
    }
}
