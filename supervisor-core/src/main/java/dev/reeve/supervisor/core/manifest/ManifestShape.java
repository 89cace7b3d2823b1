package dev.reeve.supervisor.core.manifest;

import dev.reeve.supervisor.core.guard.FaultPolicy;
import dev.reeve.supervisor.core.text.Schema;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// The JSON Schema of a manifest, in both dialects, made of the very tables of keys that the reader
/// goes by. It refuses nothing that the reader takes, as far as one file shows it.
public final class ManifestShape {
    /// Where plugins are used.
    public enum Slot {
        READY("ready strategy"),
        HEALTH("health check"),
        HOOK("lifecycle hook"),
        STATS("stats handler"),
        CONTROL("control server"),
        SUBSCRIBER("event subscriber"),
        PRODUCER("state producer"),
        FORWARD("log forwarder"),
        BACKEND("session backend"),
        KIND("service kind");

        private final String word;

        Slot(String word) {
            this.word = word;
        }
    }

    private final Function<Slot, Map<String, Map<String, Object>>> kinds;

    private ManifestShape(Function<Slot, Map<String, Map<String, Object>>> kinds) {
        this.kinds = kinds;
    }

    /// The schema.
    ///
    /// @param kinds the kinds that can be used at a place, and the schema of the options of each
    public static Map<String, Object> of(Function<Slot, Map<String, Map<String, Object>>> kinds) {
        return new ManifestShape(kinds).whole();
    }

    UseShape uses(Slot slot) {
        return new UseShape(slot.word, kinds.apply(slot));
    }

    /// The schema of a mapping with the keys that the reader knows, each told about.
    static Map<String, Object> keys(Words words, Function<String, Map<String, Object>> about) {
        Map<String, Object> keys = new LinkedHashMap<>();
        words.known().forEach(key -> keys.put(key, about.apply(key)));
        return keys;
    }

    /// A key that the reader knows, and nobody has described.
    static IllegalStateException undescribed(String key) {
        return new IllegalStateException("the schema does not say what `" + key + "` is");
    }

    private Map<String, Object> whole() {
        var schema =
                Schema.of(
                        "$schema",
                        "https://json-schema.org/draft/2020-12/schema",
                        "title",
                        "Manifest of Reeve",
                        "description",
                        "What reeve.yaml, reeve.yml or reeve.json may say, with the options of the"
                                + " plugins that are installed.",
                        "type",
                        "object");
        // Not anyOf: whoever makes a mistake in one dialect shall not be told of the other.
        schema.put(
                "if",
                Schema.of(
                        "properties",
                        Schema.of("processes", Schema.of("type", "array")),
                        "required",
                        List.of("processes")));
        schema.put("then", Schema.of("$ref", "#/$defs/process_pilot_manifest"));
        schema.put("else", Schema.of("$ref", "#/$defs/manifest"));
        schema.put(
                "$defs",
                Schema.of(
                        "manifest",
                        manifest(),
                        "service",
                        new ServiceShape(this).schema(),
                        "process_pilot_manifest",
                        PilotShape.manifest(this),
                        "process_pilot_process",
                        PilotShape.process(this)));
        return schema;
    }

    private Map<String, Object> manifest() {
        var schema = Schema.mapping(keys(NativeManifest.WORDS, this::of));
        var includes = Schema.of("required", List.of("include"));
        schema.put("anyOf", List.of(Schema.of("required", List.of("services")), includes));
        // What is run may stand in `defaults`, which another file may hold.
        var shared =
                Schema.of(
                        "properties",
                        Schema.of("defaults", Schema.of("anyOf", runs())),
                        "required",
                        List.of("defaults"));
        schema.put("if", Schema.of("not", Schema.any(includes, shared)));
        schema.put(
                "then",
                Schema.of(
                        "properties",
                        Schema.of(
                                "services",
                                Schema.of(
                                        "patternProperties",
                                        Schema.of("^(?!x-)", Schema.of("anyOf", runs()))))));
        return schema;
    }

    private static List<Object> runs() {
        var ofNoProcess = Schema.of("not", Schema.of("const", KeysByKind.PROCESS));
        return List.of(
                Schema.of("required", List.of("command")),
                Schema.of("required", List.of("path")),
                Schema.of(
                        "properties", Schema.of("kind", ofNoProcess), "required", List.of("kind")));
    }

    private Map<String, Object> of(String key) {
        return switch (key) {
            case "name" ->
                    Schema.about(
                            "What the whole is called; without it, the name of its folder.",
                            Schema.form(ServiceShape.NAME + "|\\$\\{"));
            case "base_directory" ->
                    Schema.about("Where relative paths begin.", ".", Schema.filled());
            case "state_directory" ->
                    Schema.about(
                            "For lock, ledger, journal, sockets and logs.",
                            NativeManifest.STATE_DIRECTORY,
                            Schema.filled());
            case "include" ->
                    Schema.about(
                            "Files, or patterns of files, that are merged into this one.",
                            Schema.oneOrMore(Schema.filled()));
            case "env_file" ->
                    Schema.about(
                            "Files of NAME=VALUE lines, for `${…}` and for every service.",
                            Schema.oneOrMore(Schema.filled()));
            case "environment" ->
                    Schema.about("Set for every service.", ServiceShape.environment());
            case "kill_timeout" ->
                    Schema.about(
                            "After KILL, before a service counts as unkillable.",
                            Quantities.words(NativeManifest.KILL_TIMEOUT),
                            Schema.duration(0, true));
            case "exit_when_idle" ->
                    Schema.about("End when no service is left to run.", false, Schema.flag());
            case "max_concurrent_starts" ->
                    Schema.about(
                            "How many services start at one time.", 8, Schema.whole(1, 10_000));
            case "max_concurrent_retries" ->
                    Schema.about(
                            "How many sessions connect anew at one time.",
                            5,
                            Schema.whole(1, 10_000));
            case "max_dynamic" ->
                    Schema.about(
                            "How many dynamic services there may be; 0 none, -1 no limit.",
                            5,
                            Schema.whole(-1, 1_000_000));
            case "plugins" -> plugins();
            case "control" ->
                    Schema.about(
                            "Control servers, by kind.",
                            List.of("unix"),
                            uses(Slot.CONTROL).list(Map.of()));
            case "subscribers" ->
                    Schema.about(
                            "Event subscribers, by kind: they get what happens.",
                            uses(Slot.SUBSCRIBER).list(Map.of()));
            case "producers" ->
                    Schema.about(
                            "State producers, by kind: they tell what goes on elsewhere.",
                            uses(Slot.PRODUCER).list(Map.of()));
            case "history" ->
                    Schema.about(
                            "What is kept of what has happened.",
                            Schema.mapping(keys(NativeManifest.HISTORY, ManifestShape::history)));
            case "defaults" ->
                    Schema.about(
                            "Keys for every service that does not say them itself.",
                            Schema.of("$ref", "#/$defs/service"));
            case "services" -> services();
            default -> throw undescribed(key);
        };
    }

    private static Map<String, Object> plugins() {
        return Schema.about(
                "Where plugins of your own are, and which are not to be used.",
                Schema.mapping(
                        keys(
                                NativeManifest.PLUGINS,
                                key ->
                                        switch (key) {
                                            case "directory" ->
                                                    Schema.about(
                                                            "The folder of your own plugins.",
                                                            "plugins",
                                                            Schema.filled());
                                            case "disabled" ->
                                                    Schema.about(
                                                            "Ids of plugins that are not used.",
                                                            Schema.oneOrMore(Schema.filled()));
                                            case "watch" ->
                                                    Schema.about(
                                                            "Whether what is put into the folder is"
                                                                    + " used at once.",
                                                            true,
                                                            Schema.flag());
                                            case "trust" ->
                                                    Schema.about(
                                                            "Which plugins of the folder may be"
                                                                    + " used; all where nothing is"
                                                                    + " said.",
                                                            trust());
                                            case "on_fault" ->
                                                    Schema.about(
                                                            "Whether a plugin that keeps failing is"
                                                                    + " called no more.",
                                                            "disable",
                                                            Schema.word(FaultPolicy.OnFault.class));
                                            case "faults" ->
                                                    Schema.about(
                                                            "After how many faults, without a good"
                                                                    + " call in between.",
                                                            5,
                                                            Schema.whole(
                                                                    1, NativeManifest.MOST_FAULTS));
                                            default -> throw undescribed(key);
                                        })));
    }

    private static Map<String, Object> trust() {
        return Schema.mapping(
                keys(
                        NativeManifest.TRUST,
                        key ->
                                switch (key) {
                                    case "sha256" ->
                                            Schema.about(
                                                    "The SHA-256 of JARs or zips, in hexadecimal.",
                                                    Schema.oneOrMore(Schema.filled()));
                                    case "certificates" ->
                                            Schema.about(
                                                    "Files with the certificates of who may have"
                                                            + " signed them.",
                                                    Schema.oneOrMore(Schema.filled()));
                                    default -> throw undescribed(key);
                                }));
    }

    private static Map<String, Object> history(String key) {
        return switch (key) {
            case "events" ->
                    Schema.about("How many events are kept.", Schema.whole(1, 100_000_000));
            case "messages" ->
                    Schema.about(
                            "How many messages are kept.",
                            Schema.whole(1, NativeManifest.MOST_MESSAGES));
            case "threads" ->
                    Schema.about(
                            "How many operations that have ended are kept.",
                            Schema.whole(1, NativeManifest.MOST_THREADS));
            default -> throw undescribed(key);
        };
    }

    private static Map<String, Object> services() {
        var services = Schema.open(ServiceShape.NAME, Schema.of("$ref", "#/$defs/service"));
        services.put("minProperties", 1);
        services.put("maxProperties", NativeManifest.MOST_SERVICES);
        return Schema.about("What is started, watched and stopped, by name.", services);
    }
}
