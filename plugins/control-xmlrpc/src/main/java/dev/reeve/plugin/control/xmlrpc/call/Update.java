package dev.reeve.plugin.control.xmlrpc.call;

import dev.reeve.plugin.control.xmlrpc.call.Fault.Code;
import dev.reeve.supervisor.api.control.ReloadAnswer;
import dev.reeve.supervisor.api.control.Supervisor;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What one client is about to change, between its `reloadConfig` and the last group it then adds
/// or removes.
///
/// `supervisorctl update` asks what a manifest would change, and then, over the same connection and
/// with nothing in between, stops, removes and adds one group after the other. A manifest is
/// applied whole here, or not at all: it is at the first of these calls, and the others find it
/// done. Any other call ends it. Used by one thread.
final class Update {
    private static final Set<String> STEPS =
            Set.of(
                    "supervisor.reloadConfig",
                    "supervisor.getAllProcessInfo",
                    "supervisor.stopProcessGroup",
                    "supervisor.removeProcessGroup",
                    "supervisor.addProcessGroup");

    private final Set<String> pending = new HashSet<>();
    private boolean applied;

    /// A method is about to be called.
    void before(String method) {
        if (!STEPS.contains(method)) {
            pending.clear();
        }
    }

    /// The client was told that this would change.
    void told(ReloadAnswer answer) {
        pending.clear();
        pending.addAll(answer.added());
        pending.addAll(answer.updated());
        pending.addAll(answer.removed());
        applied = false;
    }

    /// Whether a group is part of what the client is about to change. Then it has been changed.
    boolean covers(String group, Supervisor supervisor) throws Fault, InterruptedException {
        if (!pending.contains(group)) {
            return false;
        }
        if (!applied) {
            apply(supervisor);
            applied = true;
        }
        return true;
    }

    static void apply(Supervisor supervisor) throws Fault, InterruptedException {
        ReloadAnswer answer = Waiting.on(supervisor.reload(null, false));
        if (!answer.success()) {
            throw new Fault(Code.FAILED, why(answer));
        }
    }

    /// Why a manifest was refused, in one line.
    static String why(ReloadAnswer answer) {
        List<String> mistakes = answer.errors().stream().map(String::valueOf).toList();
        String error = answer.error();
        return mistakes.isEmpty() ? String.valueOf(error) : String.join("; ", mistakes);
    }
}
