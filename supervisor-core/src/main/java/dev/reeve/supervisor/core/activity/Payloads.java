package dev.reeve.supervisor.core.activity;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Payloads of messages: plain values, copied, so that nobody changes them afterwards.
final class Payloads {
    private static final int DEEPEST = 64;
    private static final int NODE = 8;

    private long size;

    private Payloads() {}

    /// A copy, and how large it is.
    record Copy(Map<String, @Nullable Object> payload, long size) {}

    /// @throws IllegalArgumentException what is wrong with it; the text is for the user
    static Copy copy(Map<String, @Nullable Object> payload) {
        var payloads = new Payloads();
        Map<String, @Nullable Object> copy = payloads.map(payload, 1);
        return new Copy(copy, payloads.size);
    }

    private Map<String, @Nullable Object> map(Map<?, ?> map, int depth) {
        var copy = new LinkedHashMap<String, @Nullable Object>();
        map.forEach(
                (key, value) -> {
                    if (!(key instanceof String name)) {
                        throw new IllegalArgumentException("its keys must be texts, not " + key);
                    }
                    size += name.length() + NODE;
                    copy.put(whole(name), value(value, depth));
                });
        return Collections.unmodifiableMap(copy);
    }

    private List<@Nullable Object> list(List<?> list, int depth) {
        var copy = new ArrayList<@Nullable Object>(list.size());
        for (Object value : list) {
            copy.add(value(value, depth));
        }
        return Collections.unmodifiableList(copy);
    }

    private @Nullable Object value(@Nullable Object value, int depth) {
        if (depth > DEEPEST) {
            throw new IllegalArgumentException("it is nested more than " + DEEPEST + " deep");
        }
        size += NODE;
        return switch (value) {
            case null -> null;
            case String text -> {
                size += text.length();
                yield text;
            }
            case Integer _, Double _, BigInteger _, BigDecimal _, Boolean _ -> value;
            // As they come back from the journal.
            case Long number -> small(number) ? (Object) number.intValue() : number;
            case Short _, Byte _ -> ((Number) value).intValue();
            case Float number -> number.doubleValue();
            case Map<?, ?> map -> map(map, depth + 1);
            case List<?> list -> list(list, depth + 1);
            default ->
                    throw new IllegalArgumentException(
                            "it holds a "
                                    + value.getClass().getName()
                                    + ", which is no plain value");
        };
    }

    /// Without halves of surrogate pairs, which no reader of JSON takes for a part of a key.
    private static String whole(String name) {
        for (int at = 0; at < name.length(); at++) {
            if (Character.isSurrogate(name.charAt(at))) {
                return new String(name.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
            }
        }
        return name;
    }

    private static boolean small(long number) {
        return number == (int) number;
    }
}
