package dev.reeve.plugin.hook.exec;

import dev.reeve.supervisor.api.spi.LifecycleHook.Moment;
import dev.reeve.supervisor.testkit.PluginContract;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The plugin as a whole.
class WholeTest extends PluginContract {
    @Override
    protected List<Example> examples(Path directory) {
        return List.of(
                new Example(
                        new ExecHook(),
                        new ExecHook.Options(
                                List.of("true"),
                                List.of(Moment.values()),
                                Duration.ofSeconds(10),
                                Optional.empty())));
    }
}
