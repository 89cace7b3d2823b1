package dev.reeve.supervisor.core.manifest;

import dev.reeve.supervisor.api.model.LogPolicy;
import dev.reeve.supervisor.core.manifest.ManifestShape.Slot;
import dev.reeve.supervisor.core.text.Schema;

import java.util.Map;

/// The JSON Schema of `logs`.
final class LogShape {
    private LogShape() {}

    static Map<String, Object> of(ManifestShape manifest) {
        return Schema.mapping(
                ManifestShape.keys(
                        LogBinding.LOGS,
                        key ->
                                switch (key) {
                                    case "stdout" ->
                                            Schema.about("The file for stdout.", Schema.filled());
                                    case "stderr" ->
                                            Schema.about(
                                                    "The file for stderr; `merge` puts it to"
                                                            + " stdout.",
                                                    Schema.filled());
                                    case "format" ->
                                            Schema.about(
                                                    "How lines stand in the files.",
                                                    "raw",
                                                    Schema.word(LogPolicy.Format.class));
                                    case "rotate" ->
                                            Schema.about(
                                                    "When a file gives way to a new one.",
                                                    Schema.mapping(
                                                            ManifestShape.keys(
                                                                    LogBinding.ROTATE,
                                                                    LogShape::rotate)));
                                    case "forward" ->
                                            Schema.about(
                                                    "Where else lines go: log forwarders, by kind.",
                                                    manifest.uses(Slot.FORWARD).list(Map.of()));
                                    case "reports" ->
                                            Schema.about(
                                                    "Whether lines of stdout that begin with"
                                                            + " {\"reeve\": are reports of the"
                                                            + " program about itself.",
                                                    false,
                                                    Schema.flag());
                                    default -> throw ManifestShape.undescribed(key);
                                }));
    }

    private static Map<String, Object> rotate(String key) {
        return switch (key) {
            case "size" -> Schema.about("When it is as large as this.", "10MiB", Schema.size(4096));
            case "age" -> Schema.about("When it is as old as this.", Schema.duration(1, true));
            case "keep" -> Schema.about("How many old files are kept.", 5, Schema.whole(0, 10_000));
            case "compress" ->
                    Schema.about("Whether old files are compressed.", false, Schema.flag());
            default -> throw ManifestShape.undescribed(key);
        };
    }
}
