package dev.reeve.supervisor.core.plan;

import dev.reeve.supervisor.api.model.Dependency;
import dev.reeve.supervisor.api.model.HealthPolicy;
import dev.reeve.supervisor.api.model.LogPolicy;
import dev.reeve.supervisor.api.model.PluginUse;
import dev.reeve.supervisor.api.model.ReadyPolicy;
import dev.reeve.supervisor.api.model.RestartPolicy;
import dev.reeve.supervisor.api.model.ServiceSpec;
import dev.reeve.supervisor.api.model.StatsUse;
import dev.reeve.supervisor.api.model.StopPolicy;
import dev.reeve.supervisor.api.model.Work;
import dev.reeve.supervisor.core.manifest.Places;
import dev.reeve.supervisor.core.manifest.Quantities;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/// Says what a spec means in the manifest's words again, as plain values, every default written
/// out.
public final class Definitions {
    private Definitions() {}

    /// The effective definition of a service, with its secrets shown as `***`.
    public static Map<String, Object> of(ServiceSpec spec) {
        return Redaction.of(spec).apply(whole(spec));
    }

    /// Sixteen hexadecimal digits that change with the meaning of a spec, its secrets included, and
    /// not with the way or the place it was written. The same in every run and version of Java.
    public static String hash(ServiceSpec spec) {
        Map<String, Object> whole = whole(spec);
        whole.put("key", spec.key().toString());
        whole.put("kill_timeout", Quantities.words(spec.stop().killTimeout()));
        return Fingerprint.of(whole);
    }

    /// What a spec means as one value for each dotted key, secrets included.
    static Map<String, String> flat(ServiceSpec spec) {
        Map<String, String> flat = new TreeMap<>();
        flatten("", whole(spec), flat);
        return flat;
    }

    /// The same, with secrets shown as `***`.
    static Map<String, String> flatShown(ServiceSpec spec) {
        Map<String, String> flat = new TreeMap<>();
        flatten("", of(spec), flat);
        return flat;
    }

    private static void flatten(String above, Object value, Map<String, String> into) {
        if (value instanceof Map<?, ?> map) {
            map.forEach(
                    (key, inside) ->
                            flatten(Places.path(above, String.valueOf(key)), inside, into));
        } else {
            into.put(above, String.valueOf(value));
        }
    }

    /// The definition of a service as a manifest can hold it: reading it again means the same. What
    /// is a secret stands as `${NAME}`.
    public static Map<String, Object> written(ServiceSpec spec) {
        Map<String, Object> all = whole(spec);
        all.remove("name");
        return Redaction.of(spec).asVariables(all);
    }

    private static Map<String, Object> whole(ServiceSpec spec) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("name", spec.name());
        all.put("kind", spec.key().kind());
        put(all, "display_name", spec.displayName());
        put(all, "description", spec.description());
        all.putAll(work(spec.work()));
        all.put("autostart", spec.autostart());
        all.put("depends_on", dependencies(spec.dependencies()));
        all.put("start_timeout", Quantities.words(spec.startTimeout()));
        put(all, "ready", ready(spec.ready()));
        put(all, "health", health(spec.health()));
        all.put("restart", restart(spec.restart()));
        all.put("success_exit_codes", List.copyOf(new TreeSet<>(spec.successExitCodes())));
        all.put("essential", spec.essential());
        all.put("stop", stop(spec.stop()));
        all.put("on_orphan", word(spec.onOrphan()));
        all.put("hooks", spec.hooks().stream().map(Definitions::use).toList());
        all.put("stats", spec.stats().stream().map(Definitions::stats).toList());
        all.put("secrets", List.copyOf(new TreeSet<>(spec.secrets())));
        all.put("logs", logs(spec.logs()));
        return all;
    }

    private static Map<String, Object> work(Work work) {
        Map<String, Object> all = new LinkedHashMap<>();
        switch (work) {
            case Work.ChildProcess process -> {
                boolean line = process.shell() && process.command().size() == 3;
                all.put("command", line ? process.command().get(2) : process.command());
                all.put("shell", process.shell());
                all.put("working_directory", process.directory().toString());
                all.put("environment", new TreeMap<>(process.environment()));
                all.put("inherit_environment", process.inheritEnvironment());
                all.putAll(settings(process.settings()));
            }
            case Work.Session session -> {
                all.put("backend", session.backend().kind());
                all.put("config", session.backend().options());
                all.put("connect_timeout", Quantities.words(session.connectTimeout()));
            }
            case Work.Other other -> {
                all.put("config", other.options().options());
                all.put("connect_timeout", Quantities.words(other.connectTimeout()));
            }
        }
        return all;
    }

    private static Map<String, Object> settings(Work.ProcessSettings settings) {
        Map<String, Object> all = new LinkedHashMap<>();
        put(all, "user", settings.user());
        put(all, "group", settings.group());
        Integer umask = settings.umask();
        if (umask != null) {
            all.put("umask", "%03o".formatted(umask));
        }
        put(all, "nice", settings.nice());
        if (!settings.affinity().isEmpty()) {
            all.put("affinity", settings.affinity());
        }
        if (!settings.limits().isEmpty()) {
            all.put("limits", new TreeMap<>(settings.limits()));
        }
        return all;
    }

    private static Map<String, Object> dependencies(List<Dependency> dependencies) {
        Map<String, Object> all = new LinkedHashMap<>();
        for (Dependency dependency : dependencies) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("condition", dependency.condition().word());
            one.put("required", dependency.required());
            one.put("restart", dependency.restart());
            all.put(dependency.service(), one);
        }
        return all;
    }

    private static @Nullable Map<String, Object> ready(@Nullable ReadyPolicy ready) {
        if (ready == null) {
            return null;
        }
        Map<String, Object> all = new LinkedHashMap<>();
        all.put(ready.strategy().kind(), ready.strategy().options());
        all.put("interval", Quantities.words(ready.interval()));
        all.put("timeout", Quantities.words(ready.timeout()));
        all.put("on_timeout", word(ready.onTimeout()));
        return all;
    }

    private static @Nullable Map<String, Object> health(@Nullable HealthPolicy health) {
        if (health == null) {
            return null;
        }
        Map<String, Object> all = new LinkedHashMap<>();
        all.put(health.check().kind(), health.check().options());
        all.put("interval", Quantities.words(health.interval()));
        all.put("timeout", Quantities.words(health.timeout()));
        all.put("failures", health.failures());
        all.put("on_unhealthy", word(health.onUnhealthy()));
        return all;
    }

    private static Map<String, Object> restart(RestartPolicy restart) {
        Map<String, Object> backoff = new LinkedHashMap<>();
        backoff.put("initial", Quantities.words(restart.backoff().initial()));
        backoff.put("factor", restart.backoff().factor());
        backoff.put("max", Quantities.words(restart.backoff().max()));
        backoff.put("jitter", restart.backoff().jitter());
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("policy", word(restart.when()));
        all.put("max_attempts", restart.maxAttempts());
        all.put("reset_after", Quantities.words(restart.resetAfter()));
        all.put("backoff", backoff);
        return all;
    }

    private static Map<String, Object> stop(StopPolicy stop) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("signal", stop.signal().name());
        all.put("timeout", Quantities.words(stop.timeout()));
        return all;
    }

    private static Map<String, Object> logs(LogPolicy logs) {
        Map<String, Object> all = new LinkedHashMap<>();
        put(all, "stdout", logs.stdout() == null ? null : logs.stdout().toString());
        put(all, "stderr", logs.stderr() == null ? null : logs.stderr().toString());
        if (logs.merge()) {
            all.put("stderr", "merge");
        }
        all.put("format", word(logs.format()));
        LogPolicy.Rotation rotate = logs.rotate();
        if (rotate != null) {
            all.put("rotate", rotation(rotate));
        }
        all.put("forward", logs.forward().stream().map(Definitions::use).toList());
        all.put("reports", logs.reports());
        return all;
    }

    private static Map<String, Object> rotation(LogPolicy.Rotation rotate) {
        Map<String, Object> all = new LinkedHashMap<>();
        put(all, "size", rotate.size());
        put(all, "age", rotate.age() == null ? null : Quantities.words(rotate.age()));
        all.put("keep", rotate.keep());
        all.put("compress", rotate.compress());
        return all;
    }

    private static Object use(PluginUse use) {
        return use.options().isEmpty() ? use.kind() : Map.of(use.kind(), use.options());
    }

    private static Object stats(StatsUse use) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put(use.handler().kind(), use.handler().options());
        all.put("interval", Quantities.words(use.interval()));
        return all;
    }

    private static void put(Map<String, Object> all, String key, @Nullable Object value) {
        if (value != null) {
            all.put(key, value);
        }
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
