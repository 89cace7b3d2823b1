package dev.reeve.supervisor.core.plugin;

import dev.reeve.supervisor.api.control.PluginFigures;
import dev.reeve.supervisor.api.control.Supervisor.PluginSnapshot;

import org.jspecify.annotations.Nullable;

/// A plugin with what it was asked so far.
final class Counted {
    private Counted() {}

    /// One that is cut off has failed, whatever it was before.
    static PluginSnapshot with(PluginSnapshot plugin, PluginFigures.@Nullable Calls calls) {
        if (calls == null) {
            return plugin;
        }
        String cutOff = plugin.state().equals("started") ? calls.cutOff() : null;
        return new PluginSnapshot(
                plugin.id(),
                plugin.version(),
                plugin.provider(),
                plugin.license(),
                cutOff == null ? plugin.state() : "failed",
                cutOff == null ? plugin.error() : cutOff,
                plugin.provides(),
                plugin.path(),
                new PluginFigures(calls, plugin.figures().layers()));
    }
}
