package dev.reeve.supervisor.core.plan;

import dev.reeve.supervisor.api.model.ServiceSpec;
import dev.reeve.supervisor.api.model.Work;
import dev.reeve.supervisor.core.manifest.Secrets;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Hides the secrets of one service: variables by their names, options by theirs, and the values of
/// both wherever else they stand, such as in a command.
final class Redaction {
    /// A shorter value is hidden under its own name only: it may well be an ordinary word
    /// elsewhere.
    private static final int SHORTEST = 4;

    private final Set<String> names;
    private final List<Hidden> values;

    /// A value that is hidden wherever it stands, and the variable that holds it.
    private record Hidden(String value, String variable) {}

    private Redaction(Set<String> names, List<Hidden> values) {
        this.names = names;
        this.values = values;
    }

    static Redaction of(ServiceSpec spec) {
        List<Hidden> values = new ArrayList<>();
        if (spec.work() instanceof Work.ChildProcess process) {
            process.environment()
                    .forEach(
                            (name, value) -> {
                                boolean secret =
                                        spec.secrets().contains(name) || Secrets.isVariable(name);
                                if (secret && value.length() >= SHORTEST) {
                                    values.add(new Hidden(value, name));
                                }
                            });
        }
        // The longest first: one secret may be the beginning of another.
        values.sort(Comparator.comparingInt((Hidden one) -> one.value().length()).reversed());
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
        for (Hidden one : values) {
            shown = shown.replace(one.value(), Secrets.HIDDEN);
        }
        return shown;
    }

    /// The values as a manifest can hold them: a secret stands as the variable that holds it, and a
    /// dollar as two.
    Map<String, Object> asVariables(Map<String, Object> values) {
        Map<String, Object> written = new LinkedHashMap<>();
        values.forEach((key, value) -> written.put(key, written(key, value)));
        return written;
    }

    private Object written(String key, Object value) {
        return switch (value) {
            case Map<?, ?> map -> {
                Map<String, Object> written = new LinkedHashMap<>();
                map.forEach(
                        (inside, entry) -> {
                            String name = String.valueOf(inside);
                            written.put(name, written(name, entry));
                        });
                yield written;
            }
            case List<?> list -> list.stream().map(item -> written("", item)).toList();
            case String text -> isSecret(key) ? "${" + variable(key) + "}" : escaped(text);
            default -> isSecret(key) ? "${" + variable(key) + "}" : value;
        };
    }

    private boolean isSecret(String key) {
        return names.contains(key) || Secrets.isVariable(key) || Secrets.isOption(key);
    }

    private static String variable(String key) {
        return key.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9_]", "_");
    }

    private String escaped(String text) {
        String written = text.replace("$", "$$");
        for (Hidden one : values) {
            written = written.replace(one.value().replace("$", "$$"), "${" + one.variable() + "}");
        }
        return written;
    }
}
