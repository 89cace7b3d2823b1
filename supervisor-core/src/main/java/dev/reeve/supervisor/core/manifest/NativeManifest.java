package dev.reeve.supervisor.core.manifest;

import dev.reeve.supervisor.api.model.PluginUse;
import dev.reeve.supervisor.api.model.ServiceKey;
import dev.reeve.supervisor.api.model.ServiceSpec;
import dev.reeve.supervisor.core.guard.FaultPolicy;
import dev.reeve.supervisor.core.manifest.Manifest.Settings;
import dev.reeve.supervisor.core.manifest.Manifest.TrustPolicy;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// Reads a whole manifest in the native words.
final class NativeManifest {
    static final Words WORDS =
            Words.of(
                    "name",
                    "base_directory",
                    "state_directory",
                    "include",
                    "env_file",
                    "environment",
                    "kill_timeout",
                    "exit_when_idle",
                    "max_concurrent_starts",
                    "max_concurrent_retries",
                    "max_dynamic",
                    "plugins",
                    "control",
                    "subscribers",
                    "producers",
                    "history",
                    "defaults",
                    "services");
    static final Words PLUGINS =
            Words.of("directory", "disabled", "watch", "trust", "on_fault", "faults");
    static final Words TRUST = Words.of("sha256", "certificates");
    private static final Pattern SHA_256 = Pattern.compile("[0-9a-fA-F]{64}");
    static final int MOST_FAULTS = 1_000_000;
    static final Words HISTORY = Words.of("events", "messages", "threads");
    private static final Words ANY = Words.of().andOthers();

    static final Duration KILL_TIMEOUT = Duration.ofSeconds(5);
    static final String STATE_DIRECTORY = ".reeve";
    static final List<PluginUse> CONTROL = List.of(PluginUse.of("unix"));
    static final int MOST_SERVICES = 10_000;
    static final int EVENTS = 10_000;
    static final int MESSAGES = 10_000;
    static final int THREADS = 1_000;
    static final int MOST_MESSAGES = 1_000_000;
    static final int MOST_THREADS = 50_000;
    private static final int STARTS = 8;
    private static final int RETRIES = 5;

    private NativeManifest() {}

    static Manifest of(Node.Entries root, Head head, Reading reading) {
        boolean nested = root.entry("services") == null && root.entry("manifest") != null;
        Words words = nested ? WORDS.andOthers() : WORDS;
        Block block = Block.of(reading.root(root), root, "a manifest", words);
        Map<String, String> environment = new HashMap<>(head.given());
        environment.putAll(EnvironmentBinding.written(block.get("environment")));
        Duration killTimeout = block.span("kill_timeout", KILL_TIMEOUT);
        Value control = block.get("control");
        return new Manifest(
                reading.file(),
                name(block, reading),
                reading.base(),
                block.file("state_directory", reading.base().resolve(STATE_DIRECTORY)),
                environment,
                settings(block, reading),
                control == null ? CONTROL : PluginUses.list(control, "control server"),
                services(block, environment, killTimeout),
                reading.places());
    }

    /// What holds where there is no manifest: no service, no control server, and no limit to what
    /// comes later.
    static Manifest none(Path folder) {
        return new Manifest(
                folder.resolve("reeve.yaml"),
                Names.slug(lastPart(folder)),
                folder,
                folder.resolve(STATE_DIRECTORY),
                Map.of(),
                new Settings(
                        false,
                        STARTS,
                        RETRIES,
                        -1,
                        folder.resolve("plugins"),
                        List.of(),
                        true,
                        null,
                        FaultPolicy.USUAL,
                        EVENTS,
                        MESSAGES,
                        THREADS,
                        List.of(),
                        List.of()),
                List.of(),
                List.of(),
                new Places(Map.of()));
    }

    /// Why so many services are too many.
    static String tooMany(int count) {
        return "holds " + count + " services, and at most " + MOST_SERVICES + " are possible";
    }

    private static String name(Block block, Reading reading) {
        Value written = block.get("name");
        String name = written == null ? null : written.filled();
        if (written != null && name != null && !ServiceKey.isName(name)) {
            written.wrong("is wrong: " + Names.notAName(name));
            name = null;
        }
        return name == null ? Names.slug(lastPart(reading.folder())) : name;
    }

    static String lastPart(Path folder) {
        Path last = folder.getFileName();
        return last == null ? "" : last.toString();
    }

    private static Settings settings(Block block, Reading reading) {
        Path plugins = reading.base().resolve("plugins");
        List<String> disabled = List.of();
        boolean watch = true;
        TrustPolicy trust = null;
        FaultPolicy faults = FaultPolicy.USUAL;
        Value written = block.get("plugins");
        Block inside = written == null ? null : written.block("`plugins`", PLUGINS);
        if (inside != null) {
            plugins = inside.file("directory", plugins);
            disabled = inside.texts("disabled");
            watch = inside.flag("watch", true);
            trust = trust(inside.get("trust"));
            faults = faults(inside);
        }
        Value history = block.get("history");
        Block kept = history == null ? null : history.block("`history`", HISTORY);
        return new Settings(
                block.flag("exit_when_idle", false),
                block.whole("max_concurrent_starts", 1, 10_000, STARTS),
                block.whole("max_concurrent_retries", 1, 10_000, RETRIES),
                block.whole("max_dynamic", -1, 1_000_000, 5),
                plugins,
                disabled,
                watch,
                trust,
                faults,
                kept == null ? EVENTS : kept.whole("events", 1, 100_000_000, EVENTS),
                kept == null ? MESSAGES : kept.whole("messages", 1, MOST_MESSAGES, MESSAGES),
                kept == null ? THREADS : kept.whole("threads", 1, MOST_THREADS, THREADS),
                uses(block.get("subscribers"), "event subscriber"),
                uses(block.get("producers"), "state producer"));
    }

    private static @Nullable TrustPolicy trust(@Nullable Value written) {
        Block trust = written == null ? null : written.block("`trust`", TRUST);
        if (trust == null) {
            return null;
        }
        List<String> sums = trust.texts("sha256");
        if (!sums.stream().allMatch(sum -> SHA_256.matcher(sum).matches())) {
            trust.value().wrong("`sha256` must be 64 hexadecimal digits");
        }
        return new TrustPolicy(sums, trust.files("certificates"));
    }

    private static FaultPolicy faults(Block plugins) {
        return new FaultPolicy(
                plugins.word("on_fault", FaultPolicy.USUAL.onFault()),
                plugins.whole("faults", 1, MOST_FAULTS, FaultPolicy.USUAL.faults()));
    }

    private static List<PluginUse> uses(@Nullable Value written, String what) {
        return written == null ? List.of() : PluginUses.list(written, what);
    }

    private static List<ServiceSpec> services(
            Block block, Map<String, String> environment, Duration killTimeout) {
        List<Node.Entry> defaults = defaults(block.get("defaults"));
        Value written = block.get("services");
        Value nested = block.get("manifest");
        if (written == null && nested != null) {
            nested.wrong("holds the manifest: write what is inside of it at the top");
            return List.of();
        }
        if (written == null) {
            block.value()
                    .reading()
                    .problems()
                    .at(
                            block.value().place(),
                            "services",
                            "there are no services: `services` is missing");
            return List.of();
        }
        Block services = written.block("services", ANY);
        if (services == null) {
            return List.of();
        }
        Map<String, Value> all = services.others();
        if (all.isEmpty()) {
            written.wrong("must not be empty");
        } else if (all.size() > MOST_SERVICES) {
            written.wrong(tooMany(all.size()));
            return List.of();
        }
        Map<String, String> names = names(all);
        var shared = new ServiceBinding.Shared("manifest", environment, killTimeout, names);
        List<ServiceSpec> specs = new ArrayList<>();
        all.forEach(
                (called, service) -> {
                    String name = names.getOrDefault(called, called);
                    specs.add(service(service.moved(Places.service(name)), name, defaults, shared));
                });
        return specs;
    }

    private static ServiceSpec service(
            Value written, String name, List<Node.Entry> defaults, ServiceBinding.Shared shared) {
        Node.Entries entries =
                written.node() instanceof Node.Entries own
                        ? own
                        : new Node.Entries(written.place(), List.of());
        if (!written.isEntries()) {
            written.mustBe("a mapping with a `command`");
            entries = standIn(written);
        }
        Node.Entries whole = Defaults.below(entries, defaults);
        Block block = Block.of(written, whole, "a service", ServiceBinding.WORDS);
        return ServiceBinding.of(block, name, null, shared);
    }

    /// A service of which only the name is known, and whose mistake has been told.
    private static Node.Entries standIn(Value written) {
        var nothing = new Node.Scalar(written.place(), "", Node.Type.UNKNOWN);
        return new Node.Entries(
                written.place(), List.of(new Node.Entry(written.place(), "command", nothing)));
    }

    private static List<Node.Entry> defaults(@Nullable Value written) {
        if (written == null || !(written.node() instanceof Node.Entries entries)) {
            if (written != null) {
                written.mustBe("a mapping");
            }
            return List.of();
        }
        Block known = Block.of(written, entries, "a service", ServiceBinding.WORDS);
        return entries.entries().stream().filter(entry -> known.has(entry.key())).toList();
    }

    /// What each written name becomes: itself, or for a bad one something that can stand in.
    private static Map<String, String> names(Map<String, Value> all) {
        Map<String, String> names = new HashMap<>();
        Set<String> taken = new HashSet<>(all.keySet());
        all.forEach(
                (called, service) -> {
                    if (ServiceKey.isName(called)) {
                        names.put(called, called);
                        return;
                    }
                    service.reading()
                            .problems()
                            .at(service.place(), service.path(), Names.notAName(called));
                    names.put(called, Names.unique(Names.slug(called), taken));
                });
        return names;
    }
}
