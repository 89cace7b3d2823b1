package dev.reeve.supervisor.core.manifest;

import dev.reeve.supervisor.core.text.Schema;

import java.util.List;
import java.util.Map;

/// The JSON Schema of what the kernel is to be told about a process.
final class SettingsShape {
    private SettingsShape() {}

    static Map<String, Object> of(String key) {
        return switch (key) {
            case "user" -> Schema.about("Whom it runs as: a name or a number.", Schema.filled());
            case "group" -> Schema.about("With which group.", Schema.filled());
            case "umask" ->
                    Schema.about(
                            "Octal digits, such as \"027\".",
                            Schema.any(
                                    Schema.form("^(?:0o)?[0-7]{1,4}$|\\$\\{"),
                                    Schema.of("type", "integer", "minimum", 0, "maximum", 777)));
            case "nice" ->
                    Schema.about("From -20, most favoured, to 19, least.", Schema.whole(-20, 19));
            case "affinity" -> Schema.about("The CPUs it may run on: [0, 2-3].", affinity());
            case "limits" ->
                    Schema.about(
                            "Resource limits of getrlimit(2): a number, a size or `unlimited`.",
                            Schema.mapping(
                                    ManifestShape.keys(SettingsBinding.LIMITS, _ -> limit())));
            default -> throw ManifestShape.undescribed(key);
        };
    }

    static Map<String, Object> affinity() {
        var cpus =
                Schema.list(
                        Schema.any(Schema.whole(0, 4095), Schema.form("^[0-9]{1,4}-[0-9]{1,4}$")));
        cpus.put("minItems", 1);
        return cpus;
    }

    private static Map<String, Object> limit() {
        return Schema.any(Schema.size(0), Schema.of("enum", List.of("unlimited", "-1", -1)));
    }
}
