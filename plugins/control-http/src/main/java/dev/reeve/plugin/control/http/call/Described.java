package dev.reeve.plugin.control.http.call;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What people and programs need to know to ask something, and to understand the answer.
///
/// @param summary one line
/// @param parameters names, as `components.json` has them; those of the path are known without
/// @param body the schema of what is sent along, or null where nothing can be
/// @param answers by number, and then by media type, schemas; an empty name is text. Problems are
///     left out, since everything can be answered with one
record Described(
        String summary,
        List<String> parameters,
        @Nullable String body,
        Map<Integer, Map<String, String>> answers) {
    static final String JSON = "application/json";
    static final String STREAM = "text/event-stream";

    /// Stands in front of the name of a schema where a page of such things is meant.
    static final String PAGE = "page of ";

    private static final String ALL_OF_IT = "";

    Described {
        parameters = List.copyOf(parameters);
    }

    /// Answered with one thing.
    static Described one(String summary, String schema) {
        return new Described(summary, List.of(), null, Map.of()).answered(200, JSON, schema);
    }

    /// Answered with a page of a list.
    static Described page(String summary, String schema) {
        return one(summary, PAGE + schema).takes("limit", "offset");
    }

    /// Answered by saying that it is done.
    static Described silent(String summary) {
        return new Described(summary, List.of(), null, Map.of()).answered(204, ALL_OF_IT, "");
    }

    /// Answered with text of this kind.
    static Described text(String summary, String type) {
        return new Described(summary, List.of(), null, Map.of()).answered(200, type, "");
    }

    Described takes(String... more) {
        var all = new ArrayList<>(parameters);
        all.addAll(List.of(more));
        return new Described(summary, all, body, answers);
    }

    Described reads(String schema) {
        return new Described(summary, parameters, schema, answers);
    }

    /// It can be answered so, too.
    Described answered(int status, String type, String schema) {
        var all = new LinkedHashMap<Integer, Map<String, String>>(answers);
        var types = new LinkedHashMap<>(all.getOrDefault(status, Map.of()));
        if (!type.isEmpty()) {
            types.put(type, schema);
        }
        all.put(status, types);
        return new Described(summary, parameters, body, all);
    }

    /// Its answers carry an `ETag`.
    Described named() {
        return takes("If-None-Match").answered(304, ALL_OF_IT, "");
    }

    /// It is an action that need not be waited for.
    Described action() {
        return takes("wait", "strict").answered(202, JSON, "Action");
    }
}
