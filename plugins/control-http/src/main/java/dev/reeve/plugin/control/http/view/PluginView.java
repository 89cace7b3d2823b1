package dev.reeve.plugin.control.http.view;

import dev.reeve.supervisor.api.control.PluginAnswer;
import dev.reeve.supervisor.api.control.Supervisor.PluginSnapshot;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/// One plugin, and what has become of plugins.
public final class PluginView {
    private PluginView() {}

    /// @param options the JSON Schema of what its kinds take, or null
    public static Map<String, @Nullable Object> withOptions(
            PluginSnapshot plugin, @Nullable Map<String, Object> options) {
        var view = new LinkedHashMap<>(SupervisorView.plugin(plugin));
        view.put(
                "options",
                options == null ? Map.of() : options.getOrDefault("properties", Map.of()));
        return view;
    }

    public static Map<String, @Nullable Object> of(PluginAnswer answer) {
        return new Fields()
                .with("success", answer.success())
                .with("changes", answer.changes().stream().map(PluginView::of).toList())
                .with("refitted", answer.refitted())
                .with("lacking", new TreeMap<>(answer.lacking()))
                .with("error", answer.error())
                .map();
    }

    private static Map<String, @Nullable Object> of(PluginAnswer.Change change) {
        return new Fields()
                .with("id", change.id())
                .with("version", change.version())
                .with("what", change.what())
                .with("error", change.error())
                .map();
    }
}
