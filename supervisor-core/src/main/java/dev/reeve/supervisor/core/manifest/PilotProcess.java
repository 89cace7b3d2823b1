package dev.reeve.supervisor.core.manifest;

import dev.reeve.supervisor.api.model.Dependency;
import dev.reeve.supervisor.api.model.LogPolicy;
import dev.reeve.supervisor.api.model.OnOrphan;
import dev.reeve.supervisor.api.model.PluginUse;
import dev.reeve.supervisor.api.model.ReadyPolicy;
import dev.reeve.supervisor.api.model.RestartPolicy;
import dev.reeve.supervisor.api.model.RestartPolicy.When;
import dev.reeve.supervisor.api.model.ServiceKey;
import dev.reeve.supervisor.api.model.ServiceSpec;
import dev.reeve.supervisor.api.model.Signal;
import dev.reeve.supervisor.api.model.StatsUse;
import dev.reeve.supervisor.api.model.StopPolicy;
import dev.reeve.supervisor.api.model.Work;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Reads one process of a process-pilot manifest.
final class PilotProcess {
    static final Words WORDS =
            Words.of(
                    "name",
                    "path",
                    "args",
                    "env",
                    "timeout",
                    "shutdown_strategy",
                    "dependencies",
                    "lifecycle_hooks",
                    "stat_handlers",
                    "ready_strategy",
                    "ready_timeout_sec",
                    "ready_params",
                    "affinity",
                    "processor_affinity",
                    "working_directory");
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final Duration READY_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration STATS_INTERVAL = Duration.ofSeconds(1);

    private final Block block;
    private final String path;
    private final ServiceBinding.Shared shared;

    /// The words of `shutdown_strategy`.
    enum Strategy {
        RESTART,
        DO_NOT_RESTART,
        SHUTDOWN_EVERYTHING
    }

    private PilotProcess(Block block, String path, ServiceBinding.Shared shared) {
        this.block = block;
        this.path = path;
        this.shared = shared;
    }

    /// @param item a mapping
    /// @param called the name that was written
    /// @param name the name of the service
    static ServiceSpec of(Value item, String called, String name, ServiceBinding.Shared shared) {
        Value service = item.moved(Places.service(name));
        var entries =
                item.node() instanceof Node.Entries written
                        ? written
                        : new Node.Entries(item.place(), List.of());
        // Here alone, nothing is a value: it is waited for without an end.
        Node.Entry timeout = entries.entry("timeout");
        boolean patient =
                timeout != null
                        && timeout.value() instanceof Node.Scalar scalar
                        && scalar.type() == Node.Type.NOTHING;
        Block block = Block.of(service, PilotManifest.withoutNothing(entries), "a process", WORDS);
        Duration stop =
                patient
                        ? Quantities.LONGEST
                        : block.ask(
                                "timeout", value -> value.duration(Duration.ZERO, false), TIMEOUT);
        return new PilotProcess(block, service.path(), shared)
                .spec(name, called.equals(name) ? null : called, stop);
    }

    private ServiceSpec spec(String name, @Nullable String displayName, Duration stop) {
        Strategy strategy = block.word("shutdown_strategy", Strategy.RESTART);
        boolean restart = strategy == Strategy.RESTART;
        return new ServiceSpec(
                new ServiceKey("process", shared.source(), name),
                displayName,
                null,
                work(),
                true,
                dependencies(),
                ServiceBinding.START_TIMEOUT,
                ready(),
                null,
                new RestartPolicy(
                        restart ? When.ALWAYS : When.NEVER,
                        restart ? -1 : 0,
                        PolicyBinding.RESET_AFTER,
                        PolicyBinding.BACKOFF),
                Set.of(0),
                strategy == Strategy.SHUTDOWN_EVERYTHING,
                new StopPolicy(Signal.TERM, stop, shared.killTimeout()),
                OnOrphan.KILL,
                uses("lifecycle_hooks", "hooks"),
                uses("stat_handlers", "stats").stream()
                        .map(use -> new StatsUse(use, STATS_INTERVAL))
                        .toList(),
                Set.of(),
                LogPolicy.DEFAULT);
    }

    private Work work() {
        Value affinity = block.get("affinity");
        Value other = block.get("processor_affinity");
        if (affinity != null && other != null) {
            other.wrong("and `affinity` say the same: one of them is enough");
        }
        Value either = affinity == null ? other : affinity;
        List<Integer> cpus =
                SettingsBinding.affinity(
                        either == null ? null : either.moved(Places.path(path, "affinity")));
        return new Work.ChildProcess(
                command(),
                false,
                block.file("working_directory", block.value().reading().base()),
                EnvironmentBinding.written(block.get("env")),
                true,
                new Work.ProcessSettings(null, null, null, null, cpus, Map.of()));
    }

    private List<String> command() {
        Value written = block.get("path");
        if (written == null) {
            block.value().wrong("has no `path`");
            return List.of();
        }
        List<String> words = new ArrayList<>();
        String program = written.filled();
        Value args = block.get("args");
        if (args != null) {
            for (Value item : args.items()) {
                String word = item.text();
                if (word != null) {
                    words.add(word);
                }
            }
        }
        if (program == null) {
            return List.of();
        }
        words.addFirst(program);
        return words;
    }

    private List<Dependency> dependencies() {
        Map<String, Dependency> all = new LinkedHashMap<>();
        Value written = block.get("dependencies");
        if (written != null) {
            for (Value item : written.items()) {
                String called = item.filled();
                if (called != null) {
                    String name = shared.names().getOrDefault(called, called);
                    item.moved(Places.path(Places.path(path, "depends_on"), name));
                    all.put(name, new Dependency(name, Dependency.Condition.READY, true, false));
                }
            }
        }
        return List.copyOf(all.values());
    }

    private @Nullable ReadyPolicy ready() {
        Duration timeout = block.span("ready_timeout_sec", READY_TIMEOUT);
        Value strategy = block.get("ready_strategy");
        Value params = block.get("ready_params");
        String kind = strategy == null ? null : strategy.filled();
        if (strategy == null || kind == null) {
            if (strategy == null && params != null && params.isEntries()) {
                warnUnused(params);
            }
            return null;
        }
        String ready = strategy.moved(Places.path(path, "ready")).path();
        Map<String, Object> options = Map.of();
        if (params != null && !params.isEntries()) {
            params.mustBe("a mapping");
        } else if (params != null) {
            options = PluginUses.options(params.moved(Places.path(ready, kind)));
        }
        return new ReadyPolicy(
                new PluginUse(kind, options),
                PolicyBinding.READY_INTERVAL,
                timeout,
                ReadyPolicy.OnTimeout.RESTART);
    }

    /// Parameters that nobody reads are a mistake, unless there are none.
    private static void warnUnused(Value params) {
        if (params.node() instanceof Node.Entries entries && !entries.entries().isEmpty()) {
            params.wrong("goes with a `ready_strategy`, and there is none");
        }
    }

    private List<PluginUse> uses(String key, String ours) {
        Value written = block.get(key);
        List<PluginUse> uses = new ArrayList<>();
        if (written != null) {
            for (Value item : written.moved(Places.path(path, ours)).items()) {
                String kind = item.filled();
                uses.add(kind == null ? PluginUses.WRONG : PluginUse.of(kind));
            }
        }
        return uses;
    }
}
