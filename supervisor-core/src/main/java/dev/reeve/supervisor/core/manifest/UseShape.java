package dev.reeve.supervisor.core.manifest;

import dev.reeve.supervisor.core.text.Schema;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The JSON Schema of the places where plugins are used.
///
/// @param word what people call such a plugin
/// @param kinds the schema of the options of each kind
record UseShape(String word, Map<String, Map<String, Object>> kinds) {

    /// A mapping with keys of its own and exactly one kind.
    Map<String, Object> one(Map<String, Object> own) {
        Map<String, Object> keys = new LinkedHashMap<>(own);
        List<Object> either = new ArrayList<>();
        kinds.forEach(
                (kind, options) -> {
                    var whole = isBare(options) ? Schema.orNothing(options) : options;
                    keys.put(kind, Schema.about("The %s `%s`.".formatted(word, kind), whole));
                    either.add(Schema.of("required", List.of(kind)));
                });
        Map<String, Object> schema = Schema.mapping(keys);
        if (!either.isEmpty()) {
            schema.put("oneOf", either);
        }
        return schema;
    }

    /// A list of `KIND` or `{KIND: {…options…}}`.
    Map<String, Object> list(Map<String, Object> own) {
        return Schema.list(kinds.isEmpty() ? (Object) false : Schema.any(name(), one(own)));
    }

    /// The name of a kind that needs no options.
    Map<String, Object> name() {
        List<String> bare = new ArrayList<>();
        kinds.forEach(
                (kind, options) -> {
                    if (isBare(options)) {
                        bare.add(kind);
                    }
                });
        return bare.isEmpty() ? Schema.form("\\$\\{") : Schema.word(bare);
    }

    private static boolean isBare(Map<String, Object> options) {
        return !options.containsKey("required");
    }
}
