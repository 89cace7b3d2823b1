package dev.reeve.supervisor.core.manifest;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Which keys of a service say nothing to one of another kind.
public final class KeysByKind {
    static final String PROCESS = "process";
    static final String SESSION = "session";

    /// What only a process has.
    public static final List<String> OF_PROCESSES =
            List.of(
                    "command",
                    "path",
                    "args",
                    "shell",
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
                    "ready",
                    "success_exit_codes",
                    "on_orphan",
                    "stats",
                    "logs");

    /// What no process has.
    static final List<String> OF_SESSIONS = List.of("backend", "connect_timeout", "config");

    private KeysByKind() {}

    /// The default values of these keys are not for a service of this kind. What looks at processes
    /// is not for the health of others, either.
    static Set<String> notFor(String kind) {
        if (kind.equals(PROCESS)) {
            return Set.copyOf(OF_SESSIONS);
        }
        var keys = new HashSet<>(OF_PROCESSES);
        keys.add("health");
        return keys;
    }
}
