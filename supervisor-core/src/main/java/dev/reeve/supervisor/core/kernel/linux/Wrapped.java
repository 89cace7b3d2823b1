package dev.reeve.supervisor.core.kernel.linux;

import dev.reeve.supervisor.core.kernel.SpawnRequest;

import org.jspecify.annotations.Nullable;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// A command behind util-linux's `prlimit`, which sets resource limits on itself and then executes
/// the command.
///
/// Limits belong to the process: set from outside they lose the race against a child that looks at
/// once, and set on ourselves for a moment they would hit every thread of the JVM. Where the child
/// is to run as another user, too, that has to come after the limits, since only the privileged may
/// raise them; then `setpriv` stands between the two. The price is one or two more executions, and
/// that an error of the last one is told in the child's output and exit code (126, 127) instead of
/// here; so the usual ones are looked for before ({@link Refusal#foreseen}).
final class Wrapped {
    private static final Set<String> NAMES =
            Set.of(
                    "as",
                    "core",
                    "cpu",
                    "data",
                    "fsize",
                    "locks",
                    "memlock",
                    "msgqueue",
                    "nice",
                    "nofile",
                    "nproc",
                    "rss",
                    "rtprio",
                    "rttime",
                    "sigpending",
                    "stack");

    private Wrapped() {}

    /// @param identity whom to become, or null
    /// @throws Impossible where it cannot be done
    static List<String> command(SpawnRequest request, @Nullable Identity identity)
            throws Impossible {
        var command = new ArrayList<String>();
        command.add(tool("prlimit"));
        Map<String, Long> limits = new TreeMap<>(request.settings().limits());
        for (Map.Entry<String, Long> limit : limits.entrySet()) {
            if (!NAMES.contains(limit.getKey())) {
                throw new Impossible("there is no limit `" + limit.getKey() + "`");
            }
            String value = limit.getValue() < 0 ? "unlimited" : limit.getValue().toString();
            command.add("--" + limit.getKey() + "=" + value + ":" + value);
        }
        command.add("--");
        if (identity != null) {
            become(identity, command);
        }
        command.addAll(request.command());
        return command;
    }

    private static void become(Identity identity, List<String> command) throws Impossible {
        command.add(tool("setpriv"));
        command.add("--reuid=" + identity.user());
        command.add("--regid=" + identity.group());
        var groups = new StringBuilder();
        for (int group : identity.groups()) {
            groups.append(groups.isEmpty() ? "" : ",").append(group);
        }
        command.add(groups.isEmpty() ? "--clear-groups" : "--groups=" + groups);
        command.add("--");
    }

    private static String tool(String name) throws Impossible {
        for (String folder : List.of("/usr/bin/", "/bin/")) {
            if (Files.isExecutable(Path.of(folder + name))) {
                return folder + name;
            }
        }
        throw new Impossible("limits take the program `" + name + "` of util-linux");
    }

    /// It cannot be done so.
    static final class Impossible extends Exception {
        private static final long serialVersionUID = 1;

        Impossible(String text) {
            super(text);
        }
    }
}
