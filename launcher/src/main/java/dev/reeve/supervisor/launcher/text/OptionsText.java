package dev.reeve.supervisor.launcher.text;

import dev.reeve.supervisor.launcher.client.Json;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/// What the kinds of a plugin take, read off their JSON Schemas: a table of the options of each.
public final class OptionsText {
    private static final String MARGIN = "  ";
    private static final String GIVEN = "(required)";

    /// A column of words is not made wider than this where a line can be broken instead.
    private static final int TYPE_WIDTH = 28;

    private static final int LEAST = 20;

    private final Paint paint;
    private final OptionalInt columns;

    /// @param columns the width of a terminal, where there is one; longer texts go on below
    public OptionsText(Paint paint, OptionalInt columns) {
        this.paint = paint;
        this.columns = columns;
    }

    /// A table for each kind, and an empty line between two; empty where there is no kind.
    ///
    /// @param schemas the schema of the options of each kind
    /// @param provides the kinds of each door
    public String of(Map<String, Object> schemas, Map<String, Object> provides) {
        List<String> parts = new ArrayList<>();
        schemas.forEach(
                (kind, schema) -> {
                    List<Map<String, Object>> several =
                            Json.objects(Json.object(schema).get("anyOf"));
                    if (several.isEmpty()) {
                        parts.add(one(kind, doors(kind, provides), Json.object(schema)));
                    }
                    for (Map<String, Object> one : several) {
                        parts.add(one(kind, Words.of(one.get("title")), one));
                    }
                });
        return String.join("\n\n", parts);
    }

    private String one(String kind, String doors, Map<String, Object> schema) {
        Map<String, Object> options = Json.object(schema.get("properties"));
        String head = "%s (%s)".formatted(Words.harmless(kind), doors);
        return options.isEmpty()
                ? head + " takes no options"
                : head + "\n" + table(options, schema.get("required")).indent(2).stripTrailing();
    }

    private String table(Map<String, Object> options, @Nullable Object required) {
        List<?> needed = required instanceof List<?> list ? list : List.of();
        int first = width("OPTION", options.keySet().stream().toList());
        List<String> defaults =
                options.entrySet().stream()
                        .map(option -> fallback(option.getKey(), option.getValue(), needed))
                        .toList();
        int room = room(first + TYPE_WIDTH + width("DEFAULT", defaults));
        var table = new Table(paint, OptionalInt.empty(), -1, "OPTION", "TYPE", "DEFAULT", "ABOUT");
        options.forEach(
                (name, value) -> {
                    Map<String, Object> option = Json.object(value);
                    Object type = option.get("title");
                    Object about = option.get("description");
                    List<String> types = broken(type == null ? "" : Words.of(type), TYPE_WIDTH);
                    List<String> abouts = broken(about == null ? "" : Words.of(about), room);
                    for (int at = 0; at < Math.max(types.size(), abouts.size()); at++) {
                        table.row(
                                at == 0 ? name : "",
                                at < types.size() ? types.get(at) : "",
                                at == 0 ? fallback(name, value, needed) : "",
                                at < abouts.size() ? abouts.get(at) : "");
                    }
                });
        return table.toString();
    }

    private static String fallback(String name, Object option, List<?> needed) {
        return needed.contains(name) ? GIVEN : Words.of(Json.object(option).get("default"));
    }

    /// What the last column may take.
    private int room(int before) {
        int gaps = MARGIN.length() * 4;
        return columns.isPresent()
                ? Math.max(LEAST, columns.getAsInt() - before - gaps)
                : Integer.MAX_VALUE;
    }

    private static int width(String head, List<String> cells) {
        return Math.max(Words.width(head), cells.stream().mapToInt(Words::width).max().orElse(0));
    }

    private static String doors(String kind, Map<String, Object> provides) {
        return String.join(
                ", ",
                provides.entrySet().stream()
                        .filter(
                                door ->
                                        door.getValue() instanceof List<?> kinds
                                                && kinds.contains(kind))
                        .map(Map.Entry::getKey)
                        .toList());
    }

    /// Lines of at most this width; a longer word has one of its own.
    private static List<String> broken(String text, int width) {
        List<String> lines = new ArrayList<>();
        var line = new StringBuilder();
        for (String word : text.split(" ", -1)) {
            if (!line.isEmpty() && Words.width(line + " " + word) > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
