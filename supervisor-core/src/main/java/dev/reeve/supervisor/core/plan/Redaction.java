package dev.reeve.supervisor.core.plan;

import dev.reeve.supervisor.api.model.ServiceSpec;
import dev.reeve.supervisor.api.model.Work;
import dev.reeve.supervisor.core.manifest.Secrets;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Hides the secrets of one service: variables by their names, options by theirs, and the values of
/// both wherever else they stand, such as in a command.
final class Redaction {
    /// A shorter value is hidden under its own name only: it may well be an ordinary word
    /// elsewhere.
    private static final int SHORTEST = 4;

    private final Set<String> names;
    private final List<String> values;

    private Redaction(Set<String> names, List<String> values) {
        this.names = names;
        this.values = values;
    }

    static Redaction of(ServiceSpec spec) {
        List<String> values = new ArrayList<>();
        if (spec.work() instanceof Work.ChildProcess process) {
            process.environment()
                    .forEach(
                            (name, value) -> {
                                boolean secret =
                                        spec.secrets().contains(name) || Secrets.isVariable(name);
                                if (secret && value.length() >= SHORTEST) {
                                    values.add(value);
                                }
                            });
        }
        // The longest first: one secret may be the beginning of another.
        values.sort(Comparator.comparingInt(String::length).reversed());
        return new Redaction(spec.secrets(), values);
    }

    Map<String, Object> apply(Map<String, Object> values) {
        Map<String, Object> shown = new LinkedHashMap<>();
        values.forEach((key, value) -> shown.put(key, shown(key, value)));
        return shown;
    }

    private Object shown(String key, Object value) {
        return switch (value) {
            case Map<?, ?> map -> {
                Map<String, Object> shown = new LinkedHashMap<>();
                map.forEach(
                        (inside, entry) -> {
                            String name = String.valueOf(inside);
                            shown.put(name, shown(name, entry));
                        });
                yield shown;
            }
            case List<?> list -> list.stream().map(item -> shown("", item)).toList();
            case String text ->
                    names.contains(key) || Secrets.isOption(key) ? Secrets.HIDDEN : hidden(text);
            default -> names.contains(key) || Secrets.isOption(key) ? Secrets.HIDDEN : value;
        };
    }

    private String hidden(String text) {
        String shown = text;
        for (String value : values) {
            shown = shown.replace(value, Secrets.HIDDEN);
        }
        return shown;
    }
}
