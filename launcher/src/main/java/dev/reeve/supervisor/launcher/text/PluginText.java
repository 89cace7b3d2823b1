package dev.reeve.supervisor.launcher.text;

import dev.reeve.supervisor.launcher.client.Json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/// Plugins, for people.
public final class PluginText {
    private final Paint paint;
    private final OptionalInt columns;

    public PluginText(Paint paint, OptionalInt columns) {
        this.paint = paint;
        this.columns = columns;
    }

    /// A table of all, with what they were asked, which is known where they run.
    public String counted(List<Map<String, Object>> plugins) {
        var table =
                new Table(
                                paint,
                                columns,
                                2,
                                "ID",
                                "VERSION",
                                "STATE",
                                "CALLS",
                                "FAILED",
                                "RUNNING",
                                "PROVIDES")
                        .dispensable(1, 5, 4, 3);
        for (Map<String, Object> plugin : plugins) {
            Map<String, Object> calls = Json.object(plugin.get("calls"));
            table.row(
                    Words.of(plugin.get("id")),
                    Words.of(plugin.get("version")),
                    Words.of(plugin.get("state")),
                    Words.of(calls.get("made")),
                    Words.of(calls.get("failed")),
                    Words.of(calls.get("running")),
                    offer(plugin));
        }
        return table.toString();
    }

    private static String offer(Map<String, Object> plugin) {
        Object error = plugin.get("error");
        return (error == null ? provides(plugin) : Words.of(error)) + held(plugin);
    }

    /// A table of all.
    public String table(List<Map<String, Object>> plugins) {
        var table = new Table(paint, columns, 2, "ID", "VERSION", "STATE", "PROVIDES");
        for (Map<String, Object> plugin : plugins) {
            table.row(
                    Words.of(plugin.get("id")),
                    Words.of(plugin.get("version")),
                    Words.of(plugin.get("state")),
                    offer(plugin));
        }
        return table.toString();
    }

    /// All that is known of one, and what its kinds take.
    public String info(Map<String, Object> plugin) {
        var facts = new LinkedHashMap<>(plugin);
        Object options = facts.remove("options");
        String tables =
                new OptionsText(paint, columns)
                        .of(Json.object(options), Json.object(plugin.get("provides")));
        return Fields.lines(facts) + (tables.isEmpty() ? "" : "\n\n" + tables);
    }

    /// What has become of plugins, one line each; what that means for services below.
    public static String changes(Map<String, Object> answer) {
        List<String> lines = new ArrayList<>();
        for (Map<String, Object> change : Json.objects(answer.get("changes"))) {
            lines.add(
                    "%s %s: %s"
                            .formatted(
                                    Words.of(change.get("id")),
                                    Words.of(change.get("version")),
                                    Words.of(change.get("what"))));
        }
        if (lines.isEmpty() && Boolean.TRUE.equals(answer.get("success"))) {
            lines.add("nothing has changed");
        }
        if (answer.get("refitted") instanceof List<?> services && !services.isEmpty()) {
            lines.add("services: " + names(services));
        }
        Json.object(answer.get("lacking"))
                .forEach((service, why) -> lines.add(service + " cannot be run: " + why));
        return String.join("\n", lines);
    }

    private static String held(Map<String, Object> plugin) {
        return Json.object(plugin.get("layers")).get("left") instanceof List<?> left
                        && !left.isEmpty()
                ? "; " + names(left)
                : "";
    }

    private static String provides(Map<String, Object> plugin) {
        return Json.object(plugin.get("provides")).entrySet().stream()
                .map(door -> door.getKey() + ": " + names(door.getValue()))
                .collect(Collectors.joining("; "));
    }

    private static String names(Object value) {
        return value instanceof List<?> names
                ? names.stream().map(String::valueOf).collect(Collectors.joining(", "))
                : String.valueOf(value);
    }
}
