package dev.reeve.supervisor.core.manifest;

import dev.reeve.supervisor.core.manifest.ManifestShape.Slot;
import dev.reeve.supervisor.core.text.Schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The JSON Schema of services that have a session and no process.
final class SessionShape {
    private SessionShape() {}

    static Map<String, Object> of(String key, ManifestShape manifest) {
        return switch (key) {
            case "kind" -> {
                List<String> kinds = new ArrayList<>(List.of("process", "session"));
                kinds.addAll(manifest.uses(Slot.KIND).kinds().keySet());
                yield Schema.about("What it is.", "process", Schema.word(kinds));
            }
            case "backend" -> {
                var backends = List.copyOf(manifest.uses(Slot.BACKEND).kinds().keySet());
                yield Schema.about(
                        "What a session is to.",
                        backends.isEmpty() ? Schema.filled() : Schema.word(backends));
            }
            case "connect_timeout" ->
                    Schema.about(
                            "How long it may take to connect.",
                            Quantities.words(ServiceBinding.CONNECT_TIMEOUT),
                            Schema.duration(0, true));
            case "config" ->
                    Schema.about(
                            "Options of the backend, or of the kind.",
                            Schema.orNothing(Schema.of("type", "object")));
            default -> throw ManifestShape.undescribed(key);
        };
    }

    /// What the options are is a matter of the backend or the kind.
    static List<Object> rules(ManifestShape manifest) {
        List<Object> rules = new ArrayList<>();
        manifest.uses(Slot.BACKEND)
                .kinds()
                .forEach((kind, options) -> rules.add(rule("backend", kind, options)));
        manifest.uses(Slot.KIND)
                .kinds()
                .forEach((kind, options) -> rules.add(rule("kind", kind, options)));
        return rules;
    }

    private static Map<String, Object> rule(String key, String kind, Map<String, Object> options) {
        boolean needed = options.containsKey("required");
        var then = Schema.of("properties", Schema.of("config", bare(options, needed)));
        if (needed) {
            then.put("required", List.of("config"));
        }
        return Schema.of(
                "if",
                Schema.of(
                        "properties",
                        Schema.of(key, Schema.of("const", kind)),
                        "required",
                        List.of(key)),
                "then",
                then);
    }

    private static Map<String, Object> bare(Map<String, Object> options, boolean needed) {
        return needed ? options : Schema.orNothing(options);
    }
}
