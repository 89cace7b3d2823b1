package dev.reeve.supervisor.core.manifest;

import dev.reeve.supervisor.api.model.OnOrphan;
import dev.reeve.supervisor.api.model.ServiceKey;
import dev.reeve.supervisor.api.model.ServiceSpec;
import dev.reeve.supervisor.api.model.Work;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Reads one service in the native words. A mistake is told, and something harmless stands in for
/// what is wrong: an empty command where it is not known what to run.
final class ServiceBinding {
    static final Words WORDS =
            Words.of(
                            "kind",
                            "command",
                            "path",
                            "args",
                            "shell",
                            "display_name",
                            "description",
                            "working_directory",
                            "environment",
                            "env_file",
                            "inherit_environment",
                            "user",
                            "group",
                            "umask",
                            "nice",
                            "affinity",
                            "limits",
                            "autostart",
                            "depends_on",
                            "start_timeout",
                            "ready",
                            "health",
                            "restart",
                            "success_exit_codes",
                            "essential",
                            "stop",
                            "on_orphan",
                            "hooks",
                            "stats",
                            "secrets",
                            "logs")
                    .later("backend", "connect_timeout", "config");

    static final Duration START_TIMEOUT = Duration.ofMinutes(5);
    private static final int LONGEST_DESCRIPTION = 500;
    private static final String PROCESS = "process";

    /// What a service takes from its manifest.
    ///
    /// @param source `manifest` or `dynamic`
    /// @param environment set for every service
    /// @param killTimeout after KILL, before a service counts as unkillable
    /// @param names what a written name of a service has become
    record Shared(
            String source,
            Map<String, String> environment,
            Duration killTimeout,
            Map<String, String> names) {}

    private ServiceBinding() {}

    static ServiceSpec of(Block block, String name, @Nullable String displayName, Shared shared) {
        kind(block.get("kind"));
        String display = block.maybe("display_name", Value::filled);
        return new ServiceSpec(
                new ServiceKey(PROCESS, shared.source(), name),
                display == null ? displayName : display,
                block.maybe("description", ServiceBinding::description),
                work(block, shared),
                block.flag("autostart", true),
                DependencyBinding.of(block.get("depends_on"), shared.names()),
                block.span("start_timeout", START_TIMEOUT),
                PolicyBinding.ready(block.get("ready")),
                PolicyBinding.health(block.get("health")),
                PolicyBinding.restart(block.get("restart")),
                exitCodes(block.get("success_exit_codes")),
                block.flag("essential", false),
                PolicyBinding.stop(block.get("stop"), shared.killTimeout()),
                block.word("on_orphan", OnOrphan.KILL),
                PluginUses.list(block.get("hooks"), "lifecycle hook"),
                PluginUses.stats(block.get("stats"), PluginUses.STATS_INTERVAL),
                secrets(block),
                LogBinding.of(block.get("logs")));
    }

    private static void kind(@Nullable Value written) {
        String kind = written == null ? PROCESS : written.filled();
        if (written == null || kind == null || kind.equals(PROCESS)) {
            return;
        }
        if (kind.equals("session")) {
            written.reading()
                    .problems()
                    .at(written.place(), written.path(), "`kind: session` is not available yet");
        } else {
            written.reading()
                    .problems()
                    .unknown(
                            written.place(),
                            written.path(),
                            "there is no kind of service called",
                            kind,
                            List.of(PROCESS));
        }
    }

    private static @Nullable String description(Value written) {
        String text = written.filled();
        if (text != null && text.length() > LONGEST_DESCRIPTION) {
            written.wrong("must have at most " + LONGEST_DESCRIPTION + " characters");
        }
        return text;
    }

    private static Work work(Block block, Shared shared) {
        Value kind = block.get("kind");
        boolean process = kind == null || kind.says(PROCESS);
        CommandBinding command =
                process ? CommandBinding.of(block) : new CommandBinding(List.of(), false);
        return new Work.ChildProcess(
                command.words(),
                command.shell(),
                block.file("working_directory", block.value().reading().base()),
                EnvironmentBinding.of(block, shared.environment()),
                block.flag("inherit_environment", true),
                SettingsBinding.of(block));
    }

    private static Set<Integer> exitCodes(@Nullable Value written) {
        if (written == null) {
            return Set.of(0);
        }
        Set<Integer> codes = new HashSet<>();
        for (Value item : written.items()) {
            Long code = item.whole(0, 255);
            if (code != null) {
                codes.add(code.intValue());
            }
        }
        return codes;
    }

    private static Set<String> secrets(Block block) {
        Set<String> names = new HashSet<>();
        Value written = block.get("secrets");
        if (written != null) {
            for (Value item : written.items()) {
                String name = item.filled();
                if (name != null && !Names.isVariable(name)) {
                    item.wrong("names no variable: " + Names.notAVariable(name));
                } else if (name != null) {
                    names.add(name);
                }
            }
        }
        return names;
    }
}
