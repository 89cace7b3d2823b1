package dev.reeve.plugin.session.enterprise;

import dev.reeve.supervisor.testkit.PluginContract;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// The plugin as a whole.
class WholeTest extends PluginContract {
    @Override
    protected List<Example> examples(Path directory) {
        return List.of(
                new Example(new EnterpriseSessions(), new EnterpriseOptions("login", Map.of())));
    }
}
