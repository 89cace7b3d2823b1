package dev.reeve.plugin.ready.tcp;

import dev.reeve.supervisor.testkit.PluginContract;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// The plugin as a whole.
class WholeTest extends PluginContract {
    @Override
    protected List<Example> examples(Path directory) {
        var options = new TcpReady.Options(1, "127.0.0.1", Duration.ofSeconds(1), true);
        return List.of(new Example(new TcpReady(), options), new Example(new TcpHealth(), options));
    }
}
