package dev.reeve.supervisor.core;

import dev.reeve.supervisor.api.activity.Actor;
import dev.reeve.supervisor.api.activity.Trace;
import dev.reeve.supervisor.core.activity.ActivityBoard;
import dev.reeve.supervisor.core.engine.Others;
import dev.reeve.supervisor.core.ledger.ReportTokens;
import dev.reeve.supervisor.core.manifest.Manifest;
import dev.reeve.supervisor.core.plugin.PluginRuntime;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// What a program finds in its environment to report about itself, and who else may.
///
/// @param manifest at the supervisor's start
record Reporting(
        Manifest manifest,
        PluginRuntime plugins,
        Path state,
        ActivityBoard board,
        ReportTokens tokens)
        implements Others {
    /// A service that is called so speaks for itself no more than for those.
    static final Set<String> RESERVED = Set.of(Actor.SUPERVISOR, Actor.OPERATOR, "plugin");

    /// What a service is told about itself.
    Map<String, String> environment(String service) {
        var environment = new LinkedHashMap<String, String>();
        environment.put("REEVE_SERVICE", service);
        if (!RESERVED.contains(service)) {
            environment.put("REEVE_TOKEN", tokens.of(service));
        }
        if (manifest.control().stream().anyMatch(control -> control.kind().equals("unix"))) {
            environment.put("REEVE_SOCKET", state.resolve("control.sock").toString());
        }
        Trace trace = board.trace(service);
        if (trace != null) {
            environment.put("TRACEPARENT", trace.traceparent());
        }
        return environment;
    }

    @Override
    public boolean hasParts(String name) {
        return manifest.settings().producers().stream()
                .anyMatch(producer -> producer.kind().equals(name));
    }

    @Override
    public boolean isActor(String name) {
        return name.startsWith(Actor.PLUGIN)
                && plugins.plugins().stream()
                        .anyMatch(plugin -> name.equals(Actor.PLUGIN + plugin.id()));
    }
}
