package dev.reeve.plugin.ready.exec;

import dev.reeve.supervisor.testkit.PluginContract;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The plugin as a whole.
class WholeTest extends PluginContract {
    @Override
    protected List<Example> examples(Path directory) {
        var options =
                new ExecOptions(List.of("false"), Optional.empty(), Map.of(), Optional.empty());
        return List.of(
                new Example(new ExecReady(), options), new Example(new ExecHealth(), options));
    }
}
