package dev.reeve.supervisor.core.control;

import dev.reeve.supervisor.api.control.Explanation.Cause;
import dev.reeve.supervisor.api.state.Reason;
import dev.reeve.supervisor.core.engine.Life;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/// What somebody could do about a service that is not where it is wanted.
final class Hints {
    private Hints() {}

    /// @param causes the chain that explains it
    static List<String> of(Life life, List<Cause> causes, Map<String, Life> lives) {
        var hints = new LinkedHashSet<String>();
        for (Cause cause : causes) {
            Life one = lives.get(cause.service());
            if (one == null) {
                hints.add("add a service " + cause.service() + ", or wait for another");
                continue;
            }
            Reason reason = one.state().why();
            if (reason != null) {
                hints.addAll(of(one.name(), reason));
            }
        }
        return List.copyOf(hints);
    }

    private static List<String> of(String name, Reason reason) {
        var hints = new ArrayList<String>();
        switch (reason.code()) {
            case RESTART_LIMIT, CRASHED, SPAWN_FAILED, HOOK_FAILED ->
                    hints.add("`reeve logs " + name + "` shows what it has written");
            case READY_TIMEOUT, START_TIMEOUT ->
                    hints.add("a longer `ready.timeout` helps where it is only slow");
            case PAUSED -> hints.add("`reeve resume " + name + "` lets it run again");
            case UNHEALTHY -> hints.add("`reeve health " + name + "` looks at it now");
            case UNKILLABLE ->
                    hints.add("a process that survives KILL waits for a device or a file system");
            case MISCONFIGURED -> hints.add("mend its definition, and `reeve reload`");
            case REQUESTED, EXITED, DEPENDENCY, AUTH_REQUIRED, CAPACITY -> {}
            case UNREACHABLE, RELOADED, SHUTDOWN -> {}
        }
        switch (reason.code()) {
            case RESTART_LIMIT, SPAWN_FAILED, HOOK_FAILED ->
                    hints.add("`reeve start " + name + "` tries again, with a fresh budget");
            case CRASHED, READY_TIMEOUT, START_TIMEOUT, PAUSED, UNHEALTHY, UNKILLABLE -> {}
            case MISCONFIGURED, REQUESTED, EXITED, DEPENDENCY, AUTH_REQUIRED, CAPACITY -> {}
            case UNREACHABLE, RELOADED, SHUTDOWN -> {}
        }
        return hints;
    }
}
