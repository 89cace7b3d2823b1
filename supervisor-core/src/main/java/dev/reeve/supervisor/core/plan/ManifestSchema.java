package dev.reeve.supervisor.core.plan;

import dev.reeve.supervisor.core.manifest.ManifestShape;
import dev.reeve.supervisor.core.plugin.Catalog;
import dev.reeve.supervisor.core.plugin.Door;

import java.util.LinkedHashMap;
import java.util.Map;

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
                            case BACKEND -> kinds(catalog, Door.SESSION_BACKEND);
                            case KIND -> kinds(catalog, Door.SERVICE_KIND);
                            case FORWARD -> kinds(catalog, Door.LOG_FORWARDER);
                        });
    }

    private static Map<String, Map<String, Object>> kinds(Catalog catalog, Door<?> door) {
        Map<String, Map<String, Object>> kinds = new LinkedHashMap<>();
        for (String kind : catalog.kinds(door)) {
            kinds.put(kind, catalog.schema(door, kind));
        }
        return kinds;
    }
}
