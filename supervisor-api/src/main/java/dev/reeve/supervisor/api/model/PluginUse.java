package dev.reeve.supervisor.api.model;

import dev.reeve.supervisor.api.promise.Api;

import java.util.Map;

/// That a plugin's kind is used, with the options as they were written.
///
/// @param kind the word of the manifest: `tcp`, `exec`, …
/// @param options plain values: text, numbers, booleans, lists and maps of these
@Api
public record PluginUse(String kind, Map<String, Object> options) {
    public PluginUse {
        options = Map.copyOf(options);
    }

    /// A use without options.
    public static PluginUse of(String kind) {
        return new PluginUse(kind, Map.of());
    }
}
