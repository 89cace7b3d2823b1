package dev.reeve.supervisor.core.plugin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Writes external plugins in Python for tests.
final class ExternalFolder {
    private ExternalFolder() {}

    /// A plugin that does this for each call `m`; `say` answers.
    static Path write(Path folder, String version, String provides, String does)
            throws IOException {
        Files.createDirectories(folder);
        Files.writeString(
                folder.resolve("plugin.py"),
                """
                import json, os, signal, subprocess, sys, time
                def say(**message):
                    print(json.dumps(message), flush=True)
                open("pid", "w").write(str(os.getpid()))
                for line in sys.stdin:
                    m = json.loads(line)
                    if "hello" in m:
                        say(hello=1)
                    elif "cancel" in m:
                        say(id=m["cancel"], error="cancelled")
                    else:
                %s
                """
                        .formatted(does.indent(8)));
        Files.writeString(
                folder.resolve("plugin.yaml"),
                """
                id: %s
                version: "%s"
                requires: ">=1.0.0 & <2.0.0"
                provider: org.example
                command: [python3, plugin.py]
                provides:
                %s
                """
                        .formatted(folder.getFileName(), version, provides.indent(2)));
        return folder;
    }

    /// A plugin with a ready strategy of its own name.
    static Path ready(Path folder, String version, String does) throws IOException {
        return write(
                folder,
                version,
                "- {door: ready strategy, kind: " + folder.getFileName() + "}",
                does);
    }
}
