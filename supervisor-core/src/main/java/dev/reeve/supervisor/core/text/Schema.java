package dev.reeve.supervisor.core.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Pieces of JSON Schema (draft 2020-12) for values as a manifest writes them, as plain maps. Where
/// a single value is wanted, a text with `${…}` is as good, since nobody knows what it becomes.
public final class Schema {
    private static final String NUMBER = "[0-9]{1,12}(?:\\.[0-9]{1,9})?";
    private static final String SPAN =
            "^(?:N|(?=[0-9])(?:Nd)?(?:Nh)?(?:Nm(?!s))?(?:Ns)?(?:Nms)?)$".replace("N", NUMBER);

    /// A span that is not 0: no digit but 0 in it.
    private static final String LONGER = SPAN.replace("^", "^(?=.*[1-9])");

    private static final String SIZE = "^[0-9]{1,15}\\s*(?:[kKmMgGtT](?:[iI][bB]?|[bB])?|[bB])?$";
    private static final String WHOLE = "^\\s*(?:[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+)\\s*$";
    private static final String DECIMAL =
            "^[-+]?(?:\\.[0-9]+|[0-9]+(?:\\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$";
    private static final String VARIABLE = "\\$\\{";
    private static final List<String> SINGLE = List.of("string", "number", "boolean");

    private Schema() {}

    /// Any single value, as it was written.
    public static Map<String, Object> text() {
        return of("type", SINGLE);
    }

    /// A single value with something visible in it.
    public static Map<String, Object> filled() {
        return of("type", SINGLE, "pattern", "\\S");
    }

    /// A text of this form.
    public static Map<String, Object> form(String pattern) {
        return of("type", "string", "pattern", pattern);
    }

    /// A whole number within bounds.
    public static Map<String, Object> whole(long min, long max) {
        Map<String, Object> number = of("type", "integer");
        bounds(number, min, max);
        return any(number, form(WHOLE + "|" + VARIABLE));
    }

    /// A number within bounds.
    public static Map<String, Object> decimal(double min, double max) {
        Map<String, Object> number = of("type", "number");
        if (min > -Double.MAX_VALUE) {
            number.put("minimum", min);
        }
        if (max < Double.MAX_VALUE) {
            number.put("maximum", max);
        }
        return any(number, form(DECIMAL + "|" + VARIABLE));
    }

    /// `true` or `false`.
    public static Map<String, Object> flag() {
        return any(
                of("type", "boolean"), form("^(?:true|True|TRUE|false|False|FALSE)$|" + VARIABLE));
    }

    /// A span of time: a text such as `1h30m`, or a number of seconds.
    ///
    /// @param least the shortest in seconds; 0 stands for "longer than 0" where `positive`
    public static Map<String, Object> duration(double least, boolean positive) {
        boolean longer = positive && least == 0;
        return any(
                form((longer ? LONGER : SPAN) + "|" + VARIABLE),
                of("type", "number", longer ? "exclusiveMinimum" : "minimum", least));
    }

    /// A number of bytes: a text such as `10MiB`, or a number.
    public static Map<String, Object> size(long least) {
        return any(form(SIZE + "|" + VARIABLE), of("type", "integer", "minimum", least));
    }

    /// One of these words.
    public static Map<String, Object> word(List<String> words) {
        return any(of("enum", words), form(VARIABLE));
    }

    /// One of the words of an enumeration, in lower case.
    public static Map<String, Object> word(Class<? extends Enum<?>> words) {
        return word(
                Arrays.stream(words.getEnumConstants())
                        .map(constant -> constant.name().toLowerCase(java.util.Locale.ROOT))
                        .toList());
    }

    /// A list.
    public static Map<String, Object> list(Object items) {
        return of("type", "array", "items", items);
    }

    /// A list, or one that stands in its place.
    public static Map<String, Object> oneOrMore(Map<String, Object> item) {
        return any(item, list(item));
    }

    /// A mapping with these keys and no others, but such as begin with `x-`.
    public static Map<String, Object> mapping(Map<String, Object> keys) {
        return of(
                "type",
                "object",
                "properties",
                keys,
                "patternProperties",
                of("^x-", true),
                "additionalProperties",
                false);
    }

    /// A mapping from any key of this form.
    public static Map<String, Object> open(String key, Object value) {
        return of(
                "type",
                "object",
                "propertyNames",
                of("pattern", "^(?:" + key + "|x-.*)$"),
                "patternProperties",
                of("^x-", true),
                "additionalProperties",
                value);
    }

    /// One of several.
    @SafeVarargs
    public static Map<String, Object> any(Map<String, Object>... several) {
        List<Object> all = new ArrayList<>();
        for (Map<String, Object> one : several) {
            all.add(one);
        }
        return of("anyOf", all);
    }

    /// Nothing, or this.
    public static Map<String, Object> orNothing(Map<String, Object> schema) {
        return any(of("type", "null"), schema);
    }

    /// The same, with what it means and what holds where nothing is written.
    ///
    /// @param fallback empty where nothing does
    public static Map<String, Object> about(
            String about, Object fallback, Map<String, Object> schema) {
        Map<String, Object> told = new LinkedHashMap<>();
        if (!about.isEmpty()) {
            told.put("description", about);
        }
        if (!fallback.equals("")) {
            told.put("default", fallback);
        }
        told.putAll(schema);
        return told;
    }

    /// The same, with what it means.
    public static Map<String, Object> about(String about, Map<String, Object> schema) {
        return about(about, "", schema);
    }

    /// A map of names and values, in this order; it may be added to.
    public static Map<String, Object> of(Object... namesAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int at = 0; at < namesAndValues.length; at += 2) {
            map.put((String) namesAndValues[at], namesAndValues[at + 1]);
        }
        return map;
    }

    private static void bounds(Map<String, Object> number, long min, long max) {
        if (min != Long.MIN_VALUE) {
            number.put("minimum", min);
        }
        if (max != Long.MAX_VALUE) {
            number.put("maximum", max);
        }
    }
}
