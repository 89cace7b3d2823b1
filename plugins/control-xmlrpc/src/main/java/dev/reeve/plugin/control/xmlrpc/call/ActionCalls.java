package dev.reeve.plugin.control.xmlrpc.call;

import dev.reeve.plugin.control.xmlrpc.call.Fault.Code;
import dev.reeve.plugin.control.xmlrpc.call.Targets.Target;
import dev.reeve.supervisor.api.control.Reply;
import dev.reeve.supervisor.api.control.Request;
import dev.reeve.supervisor.api.control.Supervisor;
import dev.reeve.supervisor.api.model.Signal;
import dev.reeve.supervisor.api.state.Reason;
import dev.reeve.supervisor.api.state.ServiceSnapshot;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/// What can be asked of services: to start, to stop, to take a signal.
final class ActionCalls {
    private final Supervisor supervisor;
    private final Targets targets;

    ActionCalls(Supervisor supervisor, Targets targets) {
        this.supervisor = supervisor;
        this.targets = targets;
    }

    List<Method> methods() {
        return List.of(
                method("startProcess", "boolean string boolean?", "Starts a service.", this::start),
                method(
                        "startProcessGroup",
                        "array string boolean?",
                        "Starts the services of a group.",
                        it -> startAll(targets.group(it.text(0)), it.flag(1))),
                method(
                        "startAllProcesses",
                        "array boolean?",
                        "Starts all services.",
                        it -> startAll(targets.all(), it.flag(0))),
                method("stopProcess", "boolean string boolean?", "Stops a service.", this::stop),
                method(
                        "stopProcessGroup",
                        "array string boolean?",
                        "Stops the services of a group.",
                        this::stopGroup),
                method(
                        "stopAllProcesses",
                        "array boolean?",
                        "Stops all services.",
                        it -> stopAll(targets.all(), it.flag(0))),
                method(
                        "signalProcess",
                        "boolean string string",
                        "Sends a signal to a service.",
                        this::signal),
                method(
                        "signalProcessGroup",
                        "array string string",
                        "Sends a signal to the services of a group.",
                        it -> signalAll(targets.group(it.text(0)), it.word(1))),
                method(
                        "signalAllProcesses",
                        "array string",
                        "Sends a signal to all services.",
                        it -> signalAll(targets.all(), it.word(0))),
                method(
                        "sendProcessStdin",
                        "boolean string string",
                        "Refused: no service has a standard input.",
                        this::send));
    }

    private static Method method(String name, String signature, String help, Method.Body body) {
        return Method.of("supervisor." + name, signature, help, body);
    }

    private Object start(Arguments arguments) throws Fault, InterruptedException {
        String name = arguments.text(0);
        String group = Targets.wholeGroup(name);
        if (group != null) {
            return startAll(targets.group(group), arguments.flag(1));
        }
        Target target = targets.one(name);
        if (target.state().runs()) {
            throw new Fault(Code.ALREADY_STARTED, name);
        }
        return ask(target, new Request.Start(), arguments.flag(1));
    }

    private Object startAll(List<Target> all, boolean wait) throws InterruptedException {
        return askAll(all, new Request.Start(), wait, target -> !target.state().runs());
    }

    private Object stop(Arguments arguments) throws Fault, InterruptedException {
        String name = arguments.text(0);
        String group = Targets.wholeGroup(name);
        if (group != null) {
            return stopAll(targets.group(group), arguments.flag(1));
        }
        Target target = targets.one(name);
        if (!target.state().runs()) {
            throw new Fault(Code.NOT_RUNNING, name);
        }
        return ask(target, new Request.Stop(false), arguments.flag(1));
    }

    /// Part of `supervisorctl update`, too, where a reload does it.
    private Object stopGroup(Arguments arguments) throws Fault, InterruptedException {
        String group = arguments.text(0);
        return arguments.update().covers(group, supervisor)
                ? List.of()
                : stopAll(targets.group(group), arguments.flag(1));
    }

    private Object stopAll(List<Target> all, boolean wait) throws InterruptedException {
        return askAll(all, new Request.Stop(false), wait, target -> target.state().runs());
    }

    private Object signal(Arguments arguments) throws Fault, InterruptedException {
        String name = arguments.text(0);
        String group = Targets.wholeGroup(name);
        if (group != null) {
            return signalAll(targets.group(group), arguments.word(1));
        }
        Target target = targets.one(name);
        Request request = new Request.SendSignal(named(arguments.word(1)));
        if (!target.state().takesSignals()) {
            throw new Fault(Code.NOT_RUNNING, name);
        }
        return ask(target, request, true);
    }

    private Object signalAll(List<Target> all, String word) throws InterruptedException {
        try {
            Request request = new Request.SendSignal(named(word));
            return askAll(all, request, true, target -> target.state().takesSignals());
        } catch (Fault badSignal) {
            return all.stream()
                    .filter(target -> target.state().takesSignals())
                    .map(target -> outcome(target, badSignal))
                    .toList();
        }
    }

    private static Signal named(String word) throws Fault {
        return Signal.named(word).orElseThrow(() -> new Fault(Code.BAD_SIGNAL, word));
    }

    private Object send(Arguments arguments) throws Fault {
        String name = arguments.text(0);
        arguments.text(1);
        Target target = targets.one(name);
        throw target.service().pid() == null
                ? new Fault(Code.NOT_RUNNING, name)
                : new Fault(Code.NO_FILE, name);
    }

    private Object ask(Target target, Request request, boolean wait)
            throws Fault, InterruptedException {
        CompletableFuture<Reply> reply = supervisor.ask(target.address(), request);
        if (wait || reply.isDone()) {
            check(target, request, Waiting.on(reply));
        }
        return true;
    }

    private Object askAll(
            List<Target> all, Request request, boolean wait, Predicate<Target> concerned)
            throws InterruptedException {
        List<Target> asked = all.stream().filter(concerned).toList();
        if (asked.isEmpty()) {
            return List.of();
        }
        CompletableFuture<List<Reply>> replies =
                supervisor.ask(asked.stream().map(Target::address).toList(), request);
        List<Reply> answers = wait ? Waiting.on(replies) : List.of();
        List<Object> outcomes = new ArrayList<>();
        for (int at = 0; at < asked.size(); at++) {
            Target target = asked.get(at);
            // Where one name is unknown by now, its refusal is the only reply.
            outcomes.add(
                    answers.isEmpty()
                            ? success(target)
                            : outcome(
                                    target,
                                    request,
                                    answers.get(Math.min(at, answers.size() - 1))));
        }
        return outcomes;
    }

    private Map<String, Object> outcome(Target target, Request request, Reply reply) {
        try {
            check(target, request, reply);
            return success(target);
        } catch (Fault fault) {
            return outcome(target, fault);
        }
    }

    private static Map<String, Object> success(Target target) {
        return outcome(target, Code.SUCCESS, "OK");
    }

    private static Map<String, Object> outcome(Target target, Fault fault) {
        return outcome(target, fault.code(), fault.text());
    }

    static Map<String, Object> outcome(Target target, Code code, String text) {
        return Map.of(
                "name", target.name(),
                "group", target.group(),
                "status", code.number(),
                "description", text);
    }

    /// Which fault a reply is. `supervisorctl` knows a few for each request, and gives up over
    /// others.
    private void check(Target target, Request request, Reply reply) throws Fault {
        switch (reply) {
            case Reply.Done _ -> {}
            case Reply.Failed failed -> throw new Fault(failure(target, request), failed.text());
            case Reply.Refused refused ->
                    throw switch (refused.kind()) {
                        case UNKNOWN -> new Fault(Code.BAD_NAME, target.name());
                        case CONFLICT, INVALID, CAPACITY ->
                                new Fault(refusal(request), refused.text());
                    };
        }
    }

    private Code failure(Target target, Request request) {
        if (!(request instanceof Request.Start)) {
            return Code.FAILED;
        }
        Target now = targets.find(target.group() + ":" + target.name());
        ServiceSnapshot service = now == null ? target.service() : now.service();
        Reason reason = service.reason();
        return reason != null && reason.code() == Reason.Code.SPAWN_FAILED
                ? Code.SPAWN_ERROR
                : Code.ABNORMAL_TERMINATION;
    }

    private static Code refusal(Request request) {
        return switch (request) {
            case Request.Start _ -> Code.ABNORMAL_TERMINATION;
            case Request.SendSignal _ -> Code.NOT_RUNNING;
            default -> Code.FAILED;
        };
    }
}
