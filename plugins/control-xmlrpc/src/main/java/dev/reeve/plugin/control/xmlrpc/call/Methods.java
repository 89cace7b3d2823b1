package dev.reeve.plugin.control.xmlrpc.call;

import dev.reeve.plugin.control.xmlrpc.call.Fault.Code;
import dev.reeve.supervisor.api.control.Supervisor;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// All that can be called, by name, and what can be called about that.
final class Methods {
    private static final String MULTICALL = "system.multicall";

    /// So many calls in one, at most.
    private static final int MOST = 1_000;

    private final Map<String, Method> methods = new TreeMap<>();
    private final Supervisor supervisor;

    Methods(Supervisor supervisor) {
        this.supervisor = supervisor;
        var targets = new Targets(supervisor);
        Stream.of(
                        about(),
                        new HouseCalls(supervisor).methods(),
                        new LookCalls(supervisor, targets).methods(),
                        new ActionCalls(supervisor, targets).methods(),
                        new GroupCalls(supervisor, targets).methods(),
                        new LogCalls(supervisor, targets).methods())
                .flatMap(List::stream)
                .forEach(method -> methods.put(method.name(), method));
    }

    private List<Method> about() {
        return List.of(
                Method.of(
                        "system.listMethods",
                        "array",
                        "The names of all methods.",
                        _ -> List.copyOf(methods.keySet())),
                Method.of(
                        "system.methodHelp",
                        "string string",
                        "What a method does.",
                        arguments -> known(arguments.text(0)).help()),
                Method.of(
                        "system.methodSignature",
                        "array string",
                        "The type of a method's answer, and those of what it takes.",
                        arguments -> known(arguments.text(0)).signature()),
                Method.of(
                        MULTICALL,
                        "array array",
                        "Calls several methods, one after the other.",
                        this::several));
    }

    private Method known(String name) throws Fault {
        Method method = methods.get(name);
        if (method == null) {
            throw new Fault(Code.SIGNATURE_UNSUPPORTED);
        }
        return method;
    }

    Object call(String name, List<Object> values, Update update)
            throws Fault, InterruptedException {
        Method method = methods.get(name);
        if (method == null) {
            throw new Fault(Code.UNKNOWN_METHOD);
        }
        if (!method.takes(values.size())) {
            throw new Fault(Code.INCORRECT_PARAMETERS);
        }
        if (name.startsWith("supervisor.") && supervisor.status().status().startsWith("stop")) {
            throw new Fault(Code.SHUTDOWN_STATE);
        }
        update.before(name);
        return method.body().call(new Arguments(values, update));
    }

    private Object several(Arguments arguments) throws Fault, InterruptedException {
        List<?> calls = arguments.list(0);
        if (calls.size() > MOST) {
            throw new Fault(Code.BAD_ARGUMENTS, "at most " + MOST + " calls in one");
        }
        List<Object> answers = new ArrayList<>();
        for (Object call : calls) {
            answers.add(one(call, arguments.update()));
        }
        return answers;
    }

    private Object one(Object call, Update update) throws InterruptedException {
        try {
            if (!(call instanceof Map<?, ?> named)
                    || !(named.get("methodName") instanceof String name)) {
                throw new Fault(Code.INCORRECT_PARAMETERS, "No methodName");
            }
            if (name.equals(MULTICALL)) {
                throw new Fault(Code.INCORRECT_PARAMETERS, "Recursive system.multicall forbidden");
            }
            List<Object> values =
                    named.get("params") instanceof List<?> given ? List.copyOf(given) : List.of();
            return List.of(call(name, values, update));
        } catch (Fault fault) {
            return Map.of("faultCode", fault.code().number(), "faultString", fault.text());
        }
    }
}
