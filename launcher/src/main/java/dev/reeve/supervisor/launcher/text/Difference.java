package dev.reeve.supervisor.launcher.text;

import dev.reeve.supervisor.launcher.client.Json;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What a reload changes, one service a line, the changed keys under it.
public final class Difference {
    private Difference() {}

    /// The lines, without the last one's end.
    ///
    /// @param answer as the API gives it
    public static String of(Map<String, Object> answer, Paint paint) {
        boolean dry = Boolean.TRUE.equals(answer.get("dry_run"));
        List<?> inPlace = list(answer.get("in_place"));
        var byName = new TreeMap<String, List<String>>();
        list(answer.get("added"))
                .forEach(name -> byName.put(word(name), List.of(paint.added("+ " + word(name)))));
        list(answer.get("removed"))
                .forEach(name -> byName.put(word(name), List.of(paint.removed("- " + word(name)))));
        Map<String, Object> changes = Json.object(answer.get("changes"));
        for (Object name : list(answer.get("updated"))) {
            var lines = new ArrayList<String>();
            String how = inPlace.contains(name) ? "in place" : "restarted";
            lines.add(paint.changed("~ " + word(name)) + "  " + how);
            Json.objects(changes.get(word(name))).forEach(change -> lines.add(line(change)));
            byName.put(word(name), lines);
        }
        if (byName.isEmpty()) {
            return "nothing has changed";
        }
        var lines = new ArrayList<String>();
        byName.values().forEach(lines::addAll);
        if (dry) {
            lines.add("nothing was done: this was a dry run");
        }
        return String.join("\n", lines);
    }

    private static String line(Map<String, Object> change) {
        return "    "
                + word(change.get("key"))
                + ": "
                + value(change.get("before"))
                + " → "
                + value(change.get("after"));
    }

    private static String value(@Nullable Object value) {
        return value == null ? "(absent)" : word(value);
    }

    private static String word(@Nullable Object value) {
        return Words.of(value);
    }

    private static List<?> list(@Nullable Object value) {
        return value instanceof List<?> list ? list : List.of();
    }
}
