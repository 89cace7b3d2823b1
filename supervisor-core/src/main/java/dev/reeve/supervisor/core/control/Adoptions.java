package dev.reeve.supervisor.core.control;

import dev.reeve.supervisor.api.control.Adoption;
import dev.reeve.supervisor.api.control.Reply;
import dev.reeve.supervisor.core.engine.Life.Tally;
import dev.reeve.supervisor.core.engine.Message.Ask;
import dev.reeve.supervisor.core.kernel.AdoptRequest;
import dev.reeve.supervisor.core.kernel.Kernel;
import dev.reeve.supervisor.core.kernel.Sight;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Takes processes over that somebody else has started, by a definition made from what is seen of
/// them.
final class Adoptions {
    private final Kernel kernel;
    private final Amendments amendments;
    private final Ours ours;

    /// Which processes are ours already.
    interface Ours {
        /// The service that a process belongs to, or null.
        @Nullable String service(long pid);
    }

    Adoptions(Kernel kernel, Amendments amendments, Ours ours) {
        this.kernel = kernel;
        this.amendments = amendments;
        this.ours = ours;
    }

    Reply adopt(Adoption adoption) {
        String name = adoption.name();
        long pid = adoption.pid();
        Sight sight = kernel.look(pid);
        if (sight == null || sight.command().isEmpty()) {
            return Amendments.conflict(name, "there is no process " + pid + " to be taken over");
        }
        Long start = adoption.startTime();
        if (start != null && start != sight.startTime()) {
            return Amendments.conflict(
                    name, "process " + pid + " is another one by now: it was started later");
        }
        if (pid == 1 || pid == ProcessHandle.current().pid()) {
            return Amendments.conflict(name, "process " + pid + " cannot be taken over");
        }
        String owner = ours.service(pid);
        if (owner != null) {
            return Amendments.conflict(
                    name, "process " + pid + " belongs to `" + owner + "` already");
        }
        var request = new AdoptRequest(pid, sight.startTime(), sight.startedAt(), null);
        return amendments.added(
                name,
                Amendments.ADOPTED,
                definition(name, sight),
                new Ask.Found(new Tally(1, 1, 0, 0), true, true, false, request));
    }

    /// What would start such a process once more. Its output goes where it has gone all along,
    /// until it is started anew.
    static Map<String, Object> definition(String name, Sight sight) {
        Map<String, Object> definition = new LinkedHashMap<>();
        definition.put("name", name);
        definition.put("description", "taken over as process " + sight.pid());
        List<String> command = new ArrayList<>(sight.command());
        Path program = sight.program();
        if (program != null) {
            command.set(0, program.toString());
        }
        // A manifest has no word for an empty argument.
        command.removeIf(String::isEmpty);
        definition.put("command", command);
        if (sight.directory() != null) {
            definition.put("working_directory", sight.directory().toString());
        }
        Map<String, String> environment = sight.environment();
        if (environment != null) {
            var kept = new TreeMap<>(environment);
            kept.keySet().removeIf(key -> !isVariable(key));
            definition.put("environment", kept);
            definition.put("inherit_environment", false);
        }
        definition.put("on_orphan", "adopt");
        return definition;
    }

    private static boolean isVariable(String key) {
        return !key.startsWith("REEVE_") && key.matches("[A-Za-z_][A-Za-z0-9_]*");
    }
}
