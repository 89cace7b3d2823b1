package dev.reeve.supervisor.core.manifest;

import dev.reeve.supervisor.core.manifest.ManifestShape.Slot;
import dev.reeve.supervisor.core.text.Schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The JSON Schema of a manifest of process-pilot. A key without a value is one that is not there.
final class PilotShape {
    private PilotShape() {}

    static Map<String, Object> manifest(ManifestShape manifest) {
        return Schema.mapping(
                ManifestShape.keys(
                        PilotManifest.WORDS,
                        key ->
                                switch (key) {
                                    case "processes" -> processes();
                                    case "control_server" ->
                                            maybe(
                                                    "A control server beside our own socket.",
                                                    manifest.uses(Slot.CONTROL).name());
                                    case "kill_timeout" ->
                                            maybe(
                                                    "After KILL, before a service counts as"
                                                            + " unkillable.",
                                                    Schema.duration(0, true));
                                    case "base_directory" ->
                                            maybe("Where relative paths begin.", Schema.filled());
                                    default -> throw ManifestShape.undescribed(key);
                                }));
    }

    static Map<String, Object> process(ManifestShape manifest) {
        var schema =
                Schema.mapping(ManifestShape.keys(PilotProcess.WORDS, key -> of(key, manifest)));
        schema.put("required", List.of("name", "path"));
        List<Object> params = new ArrayList<>();
        params.add(
                Schema.of("not", Schema.of("required", List.of("affinity", "processor_affinity"))));
        manifest.uses(Slot.READY)
                .kinds()
                .forEach((kind, options) -> params.add(params(kind, options)));
        schema.put("allOf", params);
        return schema;
    }

    private static Map<String, Object> processes() {
        var processes = Schema.list(Schema.of("$ref", "#/$defs/process_pilot_process"));
        processes.put("minItems", 1);
        processes.put("maxItems", NativeManifest.MOST_SERVICES);
        return Schema.about("What is started, watched and stopped.", processes);
    }

    /// `ready_params` are the options of the strategy that `ready_strategy` names.
    private static Map<String, Object> params(String kind, Map<String, Object> options) {
        var then = Schema.of("properties", Schema.of("ready_params", Schema.orNothing(options)));
        if (options.containsKey("required")) {
            then.put("required", List.of("ready_params"));
        }
        return Schema.of(
                "if",
                Schema.of(
                        "properties",
                        Schema.of("ready_strategy", Schema.of("const", kind)),
                        "required",
                        List.of("ready_strategy")),
                "then",
                then);
    }

    private static Map<String, Object> of(String key, ManifestShape manifest) {
        return switch (key) {
            case "name" -> Schema.about("What it is called; free text.", Schema.filled());
            case "path" -> Schema.about("The program.", Schema.filled());
            case "args" -> maybe("The words after it.", Schema.list(Schema.text()));
            case "env" -> maybe("Variables that are set for it.", ServiceShape.environment());
            case "timeout" ->
                    maybe("After TERM, before KILL; none waits.", Schema.duration(0, false));
            case "shutdown_strategy" ->
                    maybe("What happens when it ends.", Schema.word(PilotProcess.Strategy.class));
            case "dependencies" -> maybe("What it waits for.", Schema.list(Schema.filled()));
            case "lifecycle_hooks" ->
                    maybe(
                            "Lifecycle hooks, by kind.",
                            Schema.list(manifest.uses(Slot.HOOK).name()));
            case "stat_handlers" ->
                    maybe(
                            "Stats handlers, by kind.",
                            Schema.list(manifest.uses(Slot.STATS).name()));
            case "ready_strategy" ->
                    maybe(
                            "When it counts as ready.",
                            Schema.of(
                                    "enum",
                                    List.copyOf(manifest.uses(Slot.READY).kinds().keySet())));
            case "ready_timeout_sec" -> maybe("How long to ask at most.", Schema.duration(0, true));
            case "ready_params" -> maybe("The strategy's options.", Schema.of("type", "object"));
            case "affinity", "processor_affinity" ->
                    maybe("The CPUs it may run on.", SettingsShape.affinity());
            case "working_directory" -> maybe("Where it runs.", Schema.filled());
            default -> throw ManifestShape.undescribed(key);
        };
    }

    private static Map<String, Object> maybe(String about, Map<String, Object> schema) {
        return Schema.about(about, Schema.orNothing(schema));
    }
}
