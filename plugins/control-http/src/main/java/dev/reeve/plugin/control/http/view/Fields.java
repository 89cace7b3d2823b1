package dev.reeve.plugin.control.http.view;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.Map;

/// The fields of one object, in the order in which they are shown.
final class Fields {
    private final Map<String, @Nullable Object> map = new LinkedHashMap<>(48);

    Fields with(String name, @Nullable Object value) {
        map.put(name, value);
        return this;
    }

    Map<String, @Nullable Object> map() {
        return map;
    }
}
