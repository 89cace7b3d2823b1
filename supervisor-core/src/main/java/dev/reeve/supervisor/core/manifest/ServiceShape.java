package dev.reeve.supervisor.core.manifest;

import dev.reeve.supervisor.api.model.Dependency;
import dev.reeve.supervisor.api.model.OnOrphan;
import dev.reeve.supervisor.core.manifest.ManifestShape.Slot;
import dev.reeve.supervisor.core.text.Schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The JSON Schema of a service in the native words.
final class ServiceShape {
    static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,99}";
    private static final String VARIABLE = "[A-Za-z_][A-Za-z0-9_]*";

    private final ManifestShape manifest;

    ServiceShape(ManifestShape manifest) {
        this.manifest = manifest;
    }

    Map<String, Object> schema() {
        var schema = Schema.mapping(ManifestShape.keys(ServiceBinding.WORDS, this::of));
        List<Object> rules = new ArrayList<>(SessionShape.rules(manifest));
        rules.addAll(
                List.of(
                        not("command", "path"),
                        not("command", "args"),
                        Schema.of(
                                "if",
                                Schema.of(
                                        "properties",
                                        Schema.of("shell", Schema.of("enum", List.of(true))),
                                        "required",
                                        List.of("shell")),
                                "then",
                                Schema.of(
                                        "properties",
                                        Schema.of("command", Schema.filled(), "path", false)))));
        schema.put("allOf", rules);
        return schema;
    }

    static Map<String, Object> environment() {
        return Schema.open(VARIABLE, Schema.text());
    }

    private static Map<String, Object> not(String one, String other) {
        return Schema.of("not", Schema.of("required", List.of(one, other)));
    }

    private Map<String, Object> of(String key) {
        return switch (key) {
            case "kind", "backend", "connect_timeout", "config" -> SessionShape.of(key, manifest);
            case "command", "path", "args", "shell" -> command(key);
            case "display_name" -> Schema.about("What people call it; free text.", Schema.filled());
            case "description" ->
                    Schema.about(
                            "What it is for.",
                            Schema.of(
                                    "allOf",
                                    List.of(Schema.filled(), Schema.of("maxLength", 500))));
            case "working_directory" ->
                    Schema.about("Where it runs; without it, the base directory.", Schema.filled());
            case "environment" -> Schema.about("Variables that are set for it.", environment());
            case "env_file" ->
                    Schema.about("Files of NAME=VALUE lines.", Schema.oneOrMore(Schema.filled()));
            case "inherit_environment" ->
                    Schema.about(
                            "Whether it gets the supervisor's own variables, too.",
                            true,
                            Schema.flag());
            case "autostart" ->
                    Schema.about("Whether `up` starts it by itself.", true, Schema.flag());
            case "depends_on" -> Schema.about("What it waits for.", dependencies());
            case "start_timeout" ->
                    Schema.about(
                            "From its start until it is ready, at most.",
                            Quantities.words(ServiceBinding.START_TIMEOUT),
                            Schema.duration(0, true));
            case "ready" ->
                    Schema.about("When it counts as ready.", new PolicyShape(manifest).ready());
            case "health" ->
                    Schema.about(
                            "Whether it still is well.",
                            Schema.any(
                                    new PolicyShape(manifest).health(),
                                    PolicyShape.healthOfSession()));
            case "restart" ->
                    Schema.about("Whether it starts again, and when.", PolicyShape.restart());
            case "success_exit_codes" ->
                    Schema.about(
                            "Codes with which it has ended well.",
                            List.of(0),
                            Schema.list(Schema.whole(0, 255)));
            case "essential" ->
                    Schema.about(
                            "When it has ended for good, everything stops.", false, Schema.flag());
            case "stop" -> Schema.about("How it is asked to end.", PolicyShape.stop());
            case "on_orphan" ->
                    Schema.about(
                            "What becomes of it when the supervisor died and left it running.",
                            "kill",
                            Schema.word(OnOrphan.class));
            case "hooks" ->
                    Schema.about(
                            "Lifecycle hooks, by kind.", manifest.uses(Slot.HOOK).list(Map.of()));
            case "stats" -> Schema.about("Stats handlers, by kind.", stats());
            case "secrets" ->
                    Schema.about(
                            "Names of variables whose values are never shown.",
                            Schema.list(Schema.form("^" + VARIABLE + "$|\\$\\{")));
            case "logs" -> Schema.about("Where its output goes.", LogShape.of(manifest));
            default -> SettingsShape.of(key);
        };
    }

    private static Map<String, Object> command(String key) {
        return switch (key) {
            case "command" -> {
                var words = Schema.list(Schema.filled());
                words.put("minItems", 1);
                yield Schema.about(
                        "What it runs: a list of words as it is, or one text that is split into"
                                + " words.",
                        Schema.any(Schema.filled(), words));
            }
            case "path" -> Schema.about("The program; `args` follow.", Schema.filled());
            case "args" -> Schema.about("The words after `path`.", Schema.list(Schema.filled()));
            default -> Schema.about("Whether `/bin/sh -c` runs the command.", false, Schema.flag());
        };
    }

    private static Map<String, Object> dependencies() {
        var one =
                Schema.mapping(
                        ManifestShape.keys(
                                DependencyBinding.KEYS,
                                key ->
                                        switch (key) {
                                            case "condition" ->
                                                    Schema.about(
                                                            "What must hold of it.",
                                                            "ready",
                                                            Schema.word(
                                                                    Dependency.Condition.class));
                                            case "required" ->
                                                    Schema.about(
                                                            "Whether it must be there.",
                                                            true,
                                                            Schema.flag());
                                            case "restart" ->
                                                    Schema.about(
                                                            "Whether to start anew with it.",
                                                            false,
                                                            Schema.flag());
                                            default -> throw ManifestShape.undescribed(key);
                                        }));
        return Schema.any(Schema.list(Schema.filled()), Schema.open(".*", Schema.orNothing(one)));
    }

    private Map<String, Object> stats() {
        return manifest.uses(Slot.STATS)
                .list(
                        Schema.of(
                                "interval",
                                Schema.about(
                                        "Between two samples.",
                                        Quantities.words(PluginUses.STATS_INTERVAL),
                                        Schema.duration(0.1, false))));
    }
}
