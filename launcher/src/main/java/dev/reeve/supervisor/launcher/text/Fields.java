package dev.reeve.supervisor.launcher.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// An object of the API, one field a line, the names aligned.
public final class Fields {
    private Fields() {}

    /// The lines, without the last one's end.
    public static String lines(Map<String, Object> object) {
        int width = object.keySet().stream().mapToInt(Words::width).max().orElse(0);
        var lines = new ArrayList<String>();
        object.forEach(
                (name, value) ->
                        lines.add(
                                name
                                        + " ".repeat(width - Words.width(name))
                                        + "  "
                                        + shown(name, value)));
        return String.join("\n", lines);
    }

    private static String shown(String name, Object value) {
        return switch (value) {
            case null -> "-";
            case Number number when name.endsWith("_seconds") -> Words.age(number);
            case Number number when name.endsWith("_bytes") -> Words.size(number);
            case Map<?, ?> object -> inner(object);
            case List<?> list when list.isEmpty() -> "-";
            case List<?> list ->
                    list.stream().map(item -> shown("", item)).collect(Collectors.joining(", "));
            default -> Words.of(value);
        };
    }

    /// What is set of an object inside, on one line.
    private static String inner(Map<?, ?> object) {
        return object.entrySet().stream()
                .filter(entry -> entry.getValue() != null)
                .map(entry -> entry.getKey() + ": " + shown("", entry.getValue()))
                .collect(Collectors.joining(", "));
    }
}
