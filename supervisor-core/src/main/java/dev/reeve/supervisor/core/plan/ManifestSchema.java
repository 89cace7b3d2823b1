package dev.reeve.supervisor.core.plan;

import dev.reeve.supervisor.core.manifest.ManifestShape;
import dev.reeve.supervisor.core.plugin.Catalog;
import dev.reeve.supervisor.core.plugin.Door;
import dev.reeve.supervisor.core.text.Schema;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The JSON Schema of a manifest, with the options of every plugin that is there. Plugins are
/// loaded to be asked for their options.
public final class ManifestSchema {
    private ManifestSchema() {}

    /// The schema, as plain values.
    public static Map<String, Object> of(Catalog catalog) {
        return ManifestShape.of(
                slot ->
                        switch (slot) {
                            case READY -> kinds(catalog, Door.READY_STRATEGY);
                            case HEALTH -> kinds(catalog, Door.HEALTH_CHECK);
                            case HOOK -> kinds(catalog, Door.LIFECYCLE_HOOK);
                            case STATS -> kinds(catalog, Door.STATS_HANDLER);
                            case CONTROL -> kinds(catalog, Door.CONTROL_SERVER);
                            case SUBSCRIBER -> kinds(catalog, Door.EVENT_SUBSCRIBER);
                            case PRODUCER -> kinds(catalog, Door.STATE_PRODUCER);
                            case BACKEND -> kinds(catalog, Door.SESSION_BACKEND);
                            case KIND -> kinds(catalog, Door.SERVICE_KIND);
                            case FORWARD -> kinds(catalog, Door.LOG_FORWARDER);
                        });
    }

    /// The schema of one service of a manifest.
    public static Map<String, Object> service(Catalog catalog) {
        Map<String, Object> whole = of(catalog);
        var service = new LinkedHashMap<String, Object>();
        if (whole.get("$defs") instanceof Map<?, ?> parts
                && parts.get("service") instanceof Map<?, ?> one) {
            one.forEach((key, value) -> service.put(String.valueOf(key), value));
            service.put("$defs", parts);
        }
        return service;
    }

    /// The schema of what a plugin's kinds take, by kind.
    ///
    /// @param provides names by door, as the plugin list tells them
    public static Map<String, Object> plugin(Catalog catalog, Map<String, List<String>> provides) {
        return Map.of("type", "object", "properties", kindsOf(catalog, provides));
    }

    /// The schemas of a plugin's kinds, by kind. Where one kind is of several doors, and takes
    /// other options at each, any of them will do; their titles are the doors' words.
    public static Map<String, Object> kindsOf(Catalog catalog, Map<String, List<String>> provides) {
        var byKind = new LinkedHashMap<String, Map<String, Map<String, Object>>>();
        for (Door<?> door : Door.ALL) {
            for (String kind : provides.getOrDefault(door.word(), List.of())) {
                byKind.computeIfAbsent(kind, _ -> new LinkedHashMap<>())
                        .put(door.word(), catalog.schema(door, kind));
            }
        }
        var kinds = new LinkedHashMap<String, Object>();
        byKind.forEach((kind, schemas) -> kinds.put(kind, any(schemas)));
        return kinds;
    }

    private static Map<String, Object> any(Map<String, Map<String, Object>> byDoor) {
        if (Set.copyOf(byDoor.values()).size() == 1) {
            return byDoor.values().iterator().next();
        }
        List<Object> several = new ArrayList<>();
        byDoor.forEach(
                (door, schema) -> {
                    Map<String, Object> one = Schema.of("title", door);
                    one.putAll(schema);
                    several.add(one);
                });
        return Schema.of("anyOf", several);
    }

    private static Map<String, Map<String, Object>> kinds(Catalog catalog, Door<?> door) {
        Map<String, Map<String, Object>> kinds = new LinkedHashMap<>();
        for (String kind : catalog.kinds(door)) {
            kinds.put(kind, catalog.schema(door, kind));
        }
        return kinds;
    }
}
