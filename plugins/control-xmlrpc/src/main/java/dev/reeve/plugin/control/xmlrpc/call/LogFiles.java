package dev.reeve.plugin.control.xmlrpc.call;

import dev.reeve.supervisor.api.control.Supervisor;

import java.nio.file.Path;
import java.util.Map;

/// Where output goes, as far as clients want to know: they show it, and read through us.
final class LogFiles {
    private final Supervisor supervisor;
    private final Path folder;

    LogFiles(Supervisor supervisor) {
        this.supervisor = supervisor;
        folder = Path.of(supervisor.status().stateDirectory(), "logs");
    }

    /// Both files of a service. The second is empty where all goes to the first.
    record Pair(String stdout, String stderr) {}

    Pair of(Targets.Target target) {
        Supervisor.Definition definition = supervisor.definition(target.address());
        return of(target.name(), definition == null ? Map.of() : definition.definition());
    }

    Pair of(String name, Map<String, Object> definition) {
        Map<?, ?> logs = definition.get("logs") instanceof Map<?, ?> written ? written : Map.of();
        String stderr = file(name, logs, "stderr");
        return new Pair(file(name, logs, "stdout"), stderr.equals("merge") ? "" : stderr);
    }

    private String file(String name, Map<?, ?> logs, String stream) {
        return logs.get(stream) instanceof String written
                ? written
                : folder.resolve(name + "." + stream + ".log").toString();
    }
}
