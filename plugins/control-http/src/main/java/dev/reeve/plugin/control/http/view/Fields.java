package dev.reeve.plugin.control.http.view;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/// The fields of one object, in the order in which they are shown.
final class Fields {
    private final Map<String, @Nullable Object> map = new LinkedHashMap<>(48);

    Fields with(String name, @Nullable Object value) {
        map.put(name, value);
        return this;
    }

    /// A field of something that need not be there; null where it is not.
    <S> Fields with(String name, @Nullable S source, Function<S, @Nullable Object> value) {
        return with(name, source == null ? null : value.apply(source));
    }

    Map<String, @Nullable Object> map() {
        return map;
    }
}
