package dev.reeve.supervisor.core.plan;

import dev.reeve.supervisor.api.model.ServiceSpec;
import dev.reeve.supervisor.core.manifest.Manifest;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The configuration as it is in force, in the manifest's words, without secrets. Options of
/// control servers are left out: a plugin may keep a secret there.
public final class Configuration {
    private Configuration() {}

    /// The configuration that a plan was made from.
    ///
    /// @param specs the services in force
    public static Map<String, Object> of(Plan plan, List<ServiceSpec> specs) {
        Manifest manifest = plan.manifest();
        Manifest.Settings settings = manifest.settings();
        var config = new LinkedHashMap<String, Object>();
        config.put("name", manifest.name());
        config.put("manifest", manifest.file().toString());
        config.put("base_directory", manifest.baseDirectory().toString());
        config.put("state_directory", manifest.stateDirectory().toString());
        config.put("exit_when_idle", settings.exitWhenIdle());
        config.put("max_concurrent_starts", settings.maxConcurrentStarts());
        config.put("max_concurrent_retries", settings.maxConcurrentRetries());
        config.put("max_dynamic", settings.maxDynamic());
        config.put(
                "plugins",
                Map.of(
                        "directory", settings.pluginsDirectory().toString(),
                        "disabled", settings.disabledPlugins(),
                        "watch", settings.watchPlugins(),
                        "on_fault", settings.faults().onFault().word(),
                        "faults", settings.faults().faults()));
        config.put("control", plan.control().stream().map(Plan.NamedControl::name).toList());
        config.put(
                "subscribers",
                plan.attached().subscribers().stream().map(Plan.NamedSubscriber::name).toList());
        config.put(
                "producers",
                plan.attached().producers().stream().map(Plan.NamedProducer::name).toList());
        config.put(
                "history",
                Map.of(
                        "events", settings.historyEvents(),
                        "messages", settings.historyMessages(),
                        "threads", settings.historyThreads()));
        var services = new TreeMap<String, Object>();
        specs.forEach(spec -> services.put(spec.name(), Definitions.of(spec)));
        config.put("services", services);
        return config;
    }
}
