package dev.reeve.supervisor.launcher.verb;

import dev.reeve.supervisor.api.control.PluginFigures;
import dev.reeve.supervisor.api.control.Supervisor.PluginSnapshot;
import dev.reeve.supervisor.core.House;
import dev.reeve.supervisor.launcher.client.Json;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Plugins of a plan, as the same objects that the API has.
final class PluginObjects {
    private PluginObjects() {}

    static Map<String, Object> list(House.Prepared prepared) {
        List<Map<String, Object>> items =
                prepared.plugins().stream().map(PluginObjects::object).toList();
        return Json.list(items, items.size());
    }

    /// Empty where there is none of this id.
    static Map<String, Object> one(House.Prepared prepared, String id) {
        return prepared.plugins().stream()
                .filter(plugin -> plugin.id().equals(id))
                .findFirst()
                .map(plugin -> with(object(plugin), prepared.pluginOptions(id)))
                .orElse(Map.of());
    }

    private static Map<String, Object> with(
            Map<String, Object> plugin, Map<String, Object> options) {
        plugin.put("options", options);
        return plugin;
    }

    private static Map<String, Object> object(PluginSnapshot plugin) {
        var object = new LinkedHashMap<String, Object>();
        put(object, "id", plugin.id());
        put(object, "version", plugin.version());
        put(object, "provider", plugin.provider());
        put(object, "license", plugin.license());
        put(object, "state", plugin.state());
        put(object, "error", plugin.error());
        put(object, "provides", plugin.provides());
        put(object, "path", plugin.path());
        put(object, "calls", calls(plugin.figures().calls()));
        put(object, "layers", layers(plugin.figures().layers()));
        return object;
    }

    private static Map<String, Object> calls(PluginFigures.Calls calls) {
        var object = new LinkedHashMap<String, Object>();
        put(object, "made", calls.made());
        put(object, "failed", calls.failed());
        put(object, "overran", calls.overran());
        put(object, "refused", calls.refused());
        put(object, "running", calls.running());
        put(object, "faults", calls.faults());
        put(object, "longest_ms", calls.longest().toMillis());
        put(object, "cut_off", calls.cutOff());
        return object;
    }

    private static Map<String, Object> layers(PluginFigures.Layers layers) {
        var object = new LinkedHashMap<String, Object>();
        put(object, "unloaded", layers.unloaded());
        put(object, "collected", layers.collected());
        put(object, "left", layers.left());
        return object;
    }

    /// Maps of answers have absent values as null, which JSON has, too.
    @SuppressWarnings("NullAway")
    private static void put(Map<String, Object> object, String key, @Nullable Object value) {
        object.put(key, value);
    }
}
