package dev.reeve.plugin.control.http.call;

import dev.reeve.supervisor.api.problem.Problem;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The JSON object that came with a request. Each reader checks its value; null is the same as
/// absent.
final class Body {
    private final Map<String, @Nullable Object> values;

    private Body(Map<String, @Nullable Object> values) {
        this.values = values;
    }

    /// The body of a call that takes these keys.
    ///
    /// @throws Refusal where it has another one
    static Body of(Call call, String... keys) throws Refusal {
        return of(call.body(), keys);
    }

    /// An object that takes these keys.
    ///
    /// @throws Refusal where it has another one
    static Body of(Map<String, @Nullable Object> object, String... keys) throws Refusal {
        var body = new Body(object);
        body.holdsOnly(keys);
        return body;
    }

    /// @throws Refusal where there is another key
    void holdsOnly(String... keys) throws Refusal {
        List<String> known = List.of(keys);
        for (String key : values.keySet()) {
            if (!known.contains(key)) {
                throw Refusal.badValue(
                        Problem.unknown(null, key, "the body cannot hold", key, known));
            }
        }
    }

    /// All of it, whatever its keys, without what is null.
    static Map<String, Object> whole(Call call) throws Refusal {
        return withoutNulls(call.body());
    }

    @Nullable String text(String key) throws Refusal {
        return switch (values.get(key)) {
            case null -> null;
            case String text -> text;
            default -> throw bad(key, "must be text");
        };
    }

    String neededText(String key) throws Refusal {
        String text = text(key);
        if (text == null || text.isEmpty()) {
            throw Refusal.badValue(key, "`" + key + "` is missing");
        }
        return text;
    }

    boolean flag(String key) throws Refusal {
        return switch (values.get(key)) {
            case null -> false;
            case Boolean truth -> truth;
            default -> throw bad(key, "must be true or false");
        };
    }

    /// A whole number from 1.
    @Nullable Long number(String key) throws Refusal {
        return switch (values.get(key)) {
            case null -> null;
            case Long number when number >= 1 -> number;
            default -> throw bad(key, "must be a whole number from 1");
        };
    }

    /// A whole number from 0.
    @Nullable Long count(String key) throws Refusal {
        return switch (values.get(key)) {
            case null -> null;
            case Long number when number >= 0 -> number;
            default -> throw bad(key, "must be a whole number from 0");
        };
    }

    /// A list of texts; null where there is none.
    @Nullable List<String> texts(String key) throws Refusal {
        if (values.get(key) == null) {
            return null;
        }
        if (values.get(key) instanceof List<?> list) {
            var texts = new ArrayList<String>();
            for (Object each : list) {
                if (!(each instanceof String text)) {
                    throw bad(key, "must be a list of texts");
                }
                texts.add(text);
            }
            return texts;
        }
        throw bad(key, "must be a list of texts");
    }

    /// A list of texts; empty where there is none.
    List<String> listed(String key) throws Refusal {
        List<String> texts = texts(key);
        return texts == null ? List.of() : texts;
    }

    /// An object within this one.
    Body neededPart(String key) throws Refusal {
        if (values.get(key) == null) {
            throw Refusal.badValue(key, "`" + key + "` is missing");
        }
        return new Body(plain(key));
    }

    /// An object as it was sent; empty where there is none.
    Map<String, @Nullable Object> plain(String key) throws Refusal {
        var plain = new LinkedHashMap<String, @Nullable Object>();
        switch (values.get(key)) {
            case null -> {}
            case Map<?, ?> object -> object.forEach((k, v) -> plain.put(String.valueOf(k), v));
            default -> throw bad(key, "must be an object");
        }
        return plain;
    }

    Map<String, Object> object(String key) throws Refusal {
        return switch (values.get(key)) {
            case null -> Map.of();
            case Map<?, ?> object -> withoutNulls(object);
            default -> throw bad(key, "must be an object");
        };
    }

    private static Map<String, Object> withoutNulls(Map<?, ?> values) throws Refusal {
        var kept = new LinkedHashMap<String, Object>();
        for (Map.Entry<?, ?> entry : values.entrySet()) {
            String key = String.valueOf(entry.getKey());
            switch (entry.getValue()) {
                case null -> {}
                case Map<?, ?> object -> kept.put(key, withoutNulls(object));
                case List<?> list when list.contains(null) ->
                        throw bad(key, "must not hold null in its list");
                case Object value -> kept.put(key, value);
            }
        }
        return kept;
    }

    private static Refusal bad(String key, String rule) {
        return Refusal.badValue(key, "`" + key + "` " + rule);
    }
}
