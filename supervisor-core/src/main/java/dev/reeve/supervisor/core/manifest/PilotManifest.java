package dev.reeve.supervisor.core.manifest;

import dev.reeve.supervisor.api.model.PluginUse;
import dev.reeve.supervisor.api.model.ServiceKey;
import dev.reeve.supervisor.api.model.ServiceSpec;
import dev.reeve.supervisor.core.guard.FaultPolicy;
import dev.reeve.supervisor.core.manifest.Manifest.Settings;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Reads a whole manifest of process-pilot as it is: its words, its defaults, no variables. What it
/// means is said in the native form, and so are the paths of its places.
final class PilotManifest {
    static final Words WORDS =
            Words.of("processes", "control_server", "kill_timeout", "base_directory");

    private PilotManifest() {}

    /// Whether a tree is of this dialect: `processes` is a list.
    static boolean recognises(Node.Entries root) {
        Node.Entry processes = root.entry("processes");
        return processes != null && processes.value() instanceof Node.Items;
    }

    static Manifest of(Node.Entries root, Reading reading) {
        Node.Entries written = withoutNothing(root);
        Block block = Block.of(reading.root(written), written, "a process-pilot manifest", WORDS);
        reading.base(block.file("base_directory", reading.base()));
        Duration killTimeout = block.span("kill_timeout", NativeManifest.KILL_TIMEOUT);
        return new Manifest(
                reading.file(),
                Names.slug(NativeManifest.lastPart(reading.folder())),
                reading.base(),
                reading.folder().resolve(NativeManifest.STATE_DIRECTORY),
                Map.of(),
                new Settings(
                        true,
                        8,
                        5,
                        5,
                        reading.folder().resolve("plugins"),
                        List.of(),
                        true,
                        null,
                        FaultPolicy.USUAL,
                        NativeManifest.EVENTS,
                        NativeManifest.MESSAGES,
                        NativeManifest.THREADS,
                        List.of(),
                        List.of()),
                control(block),
                services(block, killTimeout),
                reading.places());
    }

    /// The same mapping without the keys that have no value: for process-pilot they are not there.
    static Node.Entries withoutNothing(Node.Entries written) {
        return new Node.Entries(
                written.place(),
                written.entries().stream()
                        .filter(
                                entry ->
                                        !(entry.value() instanceof Node.Scalar scalar
                                                && scalar.type() == Node.Type.NOTHING))
                        .toList());
    }

    /// Our own socket, which the command line speaks to, and the server that is named.
    private static List<PluginUse> control(Block block) {
        Value written = block.get("control_server");
        String kind = written == null ? null : written.filled();
        if (written == null || kind == null || kind.equals("unix")) {
            return NativeManifest.CONTROL;
        }
        written.moved("control.1");
        List<PluginUse> control = new ArrayList<>(NativeManifest.CONTROL);
        control.add(PluginUse.of(kind));
        return List.copyOf(control);
    }

    private static List<ServiceSpec> services(Block block, Duration killTimeout) {
        Value written = block.get("processes");
        List<Value> items = written == null ? List.of() : written.items();
        if (written != null && items.isEmpty()) {
            written.wrong("must not be empty");
        } else if (written != null && items.size() > NativeManifest.MOST_SERVICES) {
            written.wrong(NativeManifest.tooMany(items.size()));
            return List.of();
        }
        Map<String, Value> processes = new LinkedHashMap<>();
        for (Value item : items) {
            String name = name(item);
            if (name.isEmpty()) {
                continue;
            }
            Value first = processes.putIfAbsent(name, item);
            if (first != null) {
                item.reading()
                        .problems()
                        .at(
                                item.place(),
                                item.path(),
                                "a process is called %s already; it is at %s"
                                        .formatted(Shown.quoted(name), first.place()));
            }
        }
        Map<String, String> names = names(processes.keySet());
        var shared = new ServiceBinding.Shared("manifest", Map.of(), killTimeout, names);
        List<ServiceSpec> specs = new ArrayList<>();
        processes.forEach(
                (called, item) ->
                        specs.add(
                                PilotProcess.of(
                                        item, called, names.getOrDefault(called, called), shared)));
        return specs;
    }

    /// The name of a process, or empty where it has none; that is told.
    private static String name(Value item) {
        if (!(item.node() instanceof Node.Entries entries)) {
            item.mustBe("a mapping with `name` and `path`");
            return "";
        }
        Node.Entry entry = entries.entry("name");
        if (entry == null) {
            item.wrong("has no `name`");
            return "";
        }
        String path = Places.path(item.path(), "name");
        String name =
                new Value(item.reading(), path, "`name`", entry.place(), entry.value()).filled();
        return name == null ? "" : name;
    }

    /// The name of the service for each name of a process: itself where that is possible.
    private static Map<String, String> names(Set<String> called) {
        Set<String> taken = new HashSet<>(called);
        Map<String, String> names = new LinkedHashMap<>();
        for (String name : called) {
            names.put(name, ServiceKey.isName(name) ? name : Names.unique(Names.slug(name), taken));
        }
        return names;
    }
}
