package dev.reeve.supervisor.core.plan;

import dev.reeve.supervisor.api.model.PluginUse;
import dev.reeve.supervisor.api.model.ServiceSpec;
import dev.reeve.supervisor.core.manifest.Manifest;
import dev.reeve.supervisor.core.manifest.Quantities;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Services as a manifest that, read again, means the same.
public final class Exported {
    private Exported() {}

    /// @param plan what holds for the whole
    /// @param services what is to stand in it
    public static Map<String, Object> of(Plan plan, List<ServiceSpec> services) {
        Manifest manifest = plan.manifest();
        Manifest.Settings settings = manifest.settings();
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("name", manifest.name());
        all.put("base_directory", text(manifest.baseDirectory()));
        all.put("state_directory", text(manifest.stateDirectory()));
        if (!services.isEmpty()) {
            all.put("kill_timeout", Quantities.words(services.getFirst().stop().killTimeout()));
        }
        all.put("exit_when_idle", settings.exitWhenIdle());
        all.put("max_concurrent_starts", settings.maxConcurrentStarts());
        all.put("max_concurrent_retries", settings.maxConcurrentRetries());
        all.put("max_dynamic", settings.maxDynamic());
        Map<String, Object> plugins = new LinkedHashMap<>();
        plugins.put("directory", text(settings.pluginsDirectory()));
        plugins.put("disabled", settings.disabledPlugins());
        plugins.put("watch", settings.watchPlugins());
        plugins.put("on_fault", settings.faults().onFault().word());
        plugins.put("faults", settings.faults().faults());
        all.put("plugins", plugins);
        all.put("control", manifest.control().stream().map(Exported::use).toList());
        uses(all, "subscribers", settings.subscribers());
        uses(all, "producers", settings.producers());
        all.put(
                "history",
                Map.of(
                        "events", settings.historyEvents(),
                        "messages", settings.historyMessages(),
                        "threads", settings.historyThreads()));
        var written = new TreeMap<String, Object>();
        services.forEach(spec -> written.put(spec.name(), service(spec)));
        all.put("services", written);
        return all;
    }

    private static Map<String, Object> service(ServiceSpec spec) {
        Map<String, Object> all = Definitions.written(spec);
        // What an empty list or mapping says, its absence says as well.
        all.values()
                .removeIf(
                        value ->
                                (value instanceof List<?> list && list.isEmpty())
                                        || (value instanceof Map<?, ?> map && map.isEmpty()));
        return all;
    }

    private static void uses(Map<String, Object> all, String key, List<PluginUse> uses) {
        if (!uses.isEmpty()) {
            all.put(key, uses.stream().map(Exported::use).toList());
        }
    }

    private static Object use(PluginUse use) {
        return use.options().isEmpty() ? use.kind() : Map.of(use.kind(), use.options());
    }

    private static String text(Object path) {
        return path.toString().replace("$", "$$");
    }
}
