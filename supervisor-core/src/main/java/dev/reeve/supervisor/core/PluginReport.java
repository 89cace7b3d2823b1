package dev.reeve.supervisor.core;

import dev.reeve.supervisor.core.plugin.OptionDescription;
import dev.reeve.supervisor.core.plugin.PluginCheck;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What was found out about a plugin, as plain values.
final class PluginReport {
    private PluginReport() {}

    static Map<String, @Nullable Object> of(PluginCheck.Report report) {
        var all = new LinkedHashMap<String, @Nullable Object>();
        all.put("id", report.id());
        all.put("version", report.version());
        all.put("provider", report.provider());
        all.put("license", report.license());
        all.put("requires", report.requires());
        all.put("api", report.api());
        all.put("module", report.module());
        all.put("program", report.program());
        all.put("sha256", report.sha256());
        all.put("offers", report.offers().stream().map(PluginReport::of).toList());
        all.put("classes", report.classes());
        all.put("problems", report.problems());
        return all;
    }

    private static Map<String, Object> of(PluginCheck.Offered offered) {
        var one = new LinkedHashMap<String, Object>();
        one.put("door", offered.door());
        one.put("kind", offered.kind());
        one.put("about", offered.about());
        one.put("options", options(offered.options()));
        return one;
    }

    private static List<Map<String, @Nullable Object>> options(List<OptionDescription> options) {
        return options.stream()
                .map(
                        option -> {
                            var one = new LinkedHashMap<String, @Nullable Object>();
                            one.put("name", option.name());
                            one.put("type", option.type());
                            one.put("about", option.about());
                            one.put("default", option.fallback());
                            one.put("required", option.required());
                            return (Map<String, @Nullable Object>) one;
                        })
                .toList();
    }
}
