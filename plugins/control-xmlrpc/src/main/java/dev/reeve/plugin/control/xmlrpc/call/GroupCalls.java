package dev.reeve.plugin.control.xmlrpc.call;

import dev.reeve.plugin.control.xmlrpc.call.Fault.Code;
import dev.reeve.plugin.control.xmlrpc.call.Targets.Target;
import dev.reeve.supervisor.api.control.ReloadAnswer;
import dev.reeve.supervisor.api.control.Reply;
import dev.reeve.supervisor.api.control.Request;
import dev.reeve.supervisor.api.control.Supervisor;

import java.util.List;
import java.util.Map;

/// How a changed manifest is taken: asked for, and then applied group by group, as it looks to
/// clients.
final class GroupCalls {
    private final Supervisor supervisor;
    private final Targets targets;

    GroupCalls(Supervisor supervisor, Targets targets) {
        this.supervisor = supervisor;
        this.targets = targets;
    }

    List<Method> methods() {
        return List.of(
                Method.of(
                        "supervisor.reloadConfig",
                        "array",
                        "Which groups a new look at the manifest would add, change and remove.",
                        this::reread),
                Method.of(
                        "supervisor.addProcessGroup",
                        "boolean string",
                        "Applies the manifest, which has this group new or changed.",
                        this::add),
                Method.of(
                        "supervisor.removeProcessGroup",
                        "boolean string",
                        "Removes a stopped group that the manifest has no more.",
                        this::remove));
    }

    private Object reread(Arguments arguments) throws Fault, InterruptedException {
        ReloadAnswer answer = look();
        if (!answer.success()) {
            throw new Fault(Code.CANT_REREAD, Update.why(answer));
        }
        arguments.update().told(answer);
        return List.of(List.of(answer.added(), answer.updated(), answer.removed()));
    }

    private ReloadAnswer look() throws InterruptedException {
        return Waiting.on(supervisor.reload(null, true));
    }

    private Object add(Arguments arguments) throws Fault, InterruptedException {
        String group = arguments.text(0);
        if (arguments.update().covers(group, supervisor)) {
            return true;
        }
        ReloadAnswer answer = look();
        if (answer.added().contains(group) || answer.updated().contains(group)) {
            Update.apply(supervisor);
            start(group);
            return true;
        }
        throw new Fault(targets.find(group) == null ? Code.BAD_NAME : Code.ALREADY_ADDED, group);
    }

    /// A client that goes its own way has stopped what it changes.
    private void start(String group) throws InterruptedException {
        Target target = targets.find(group);
        if (target == null || target.state() != ProcessState.STOPPED) {
            return;
        }
        Supervisor.Definition definition = supervisor.definition(target.address());
        Map<String, Object> written = definition == null ? Map.of() : definition.definition();
        if (!Boolean.FALSE.equals(written.get("autostart"))) {
            Waiting.on(supervisor.ask(target.address(), new Request.Start()));
        }
    }

    private Object remove(Arguments arguments) throws Fault, InterruptedException {
        String group = arguments.text(0);
        if (arguments.update().covers(group, supervisor)) {
            return true;
        }
        Target target = targets.one(group);
        if (!target.state().ended()) {
            throw new Fault(Code.STILL_RUNNING, group);
        }
        if (!target.service().key().source().equals("manifest")) {
            return removeDynamic(target);
        }
        ReloadAnswer answer = look();
        if (answer.removed().contains(group)) {
            Update.apply(supervisor);
        } else if (!answer.updated().contains(group)) {
            throw new Fault(Code.FAILED, group + " is in the manifest: take it out, and update");
        }
        return true;
    }

    private Object removeDynamic(Target target) throws Fault, InterruptedException {
        return switch (Waiting.on(supervisor.remove(target.address(), false))) {
            case Reply.Done _ -> true;
            case Reply.Failed failed -> throw new Fault(Code.FAILED, failed.text());
            case Reply.Refused refused -> throw new Fault(Code.STILL_RUNNING, refused.text());
        };
    }
}
