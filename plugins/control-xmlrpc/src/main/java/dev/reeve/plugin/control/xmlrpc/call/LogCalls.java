package dev.reeve.plugin.control.xmlrpc.call;

import dev.reeve.plugin.control.xmlrpc.call.Fault.Code;
import dev.reeve.plugin.control.xmlrpc.call.Targets.Target;
import dev.reeve.supervisor.api.control.LogPart;
import dev.reeve.supervisor.api.control.Supervisor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// What services have written.
final class LogCalls {
    private static final int LARGEST = 8 * 1024 * 1024;

    private final Supervisor supervisor;
    private final Targets targets;

    LogCalls(Supervisor supervisor, Targets targets) {
        this.supervisor = supervisor;
        this.targets = targets;
    }

    List<Method> methods() {
        return List.of(
                read("readProcessStdoutLog", "stdout"),
                read("readProcessLog", "stdout"),
                read("readProcessStderrLog", "stderr"),
                tail("tailProcessStdoutLog", "stdout"),
                tail("tailProcessLog", "stdout"),
                tail("tailProcessStderrLog", "stderr"),
                clear("clearProcessLogs"),
                clear("clearProcessLog"),
                Method.of(
                        "supervisor.clearAllProcessLogs",
                        "array",
                        "Empties the logs of all services.",
                        _ -> clearAll()));
    }

    private Method read(String name, String stream) {
        return Method.of(
                "supervisor." + name,
                "string string int int",
                "A part of a log: so many bytes from there on, or the last ones.",
                it -> read(it.text(0), stream, it.whole(1), it.whole(2)));
    }

    private Method tail(String name, String stream) {
        return Method.of(
                "supervisor." + name,
                "array string int int",
                "The end of a log, from there on and so many bytes: text, offset, overflow.",
                it -> tail(it.text(0), stream, it.whole(1), it.whole(2)));
    }

    private Method clear(String name) {
        return Method.of(
                "supervisor." + name,
                "boolean string",
                "Empties the logs of a service.",
                it -> {
                    clear(targets.one(it.text(0)));
                    return true;
                });
    }

    /// @param length 0 for all there is, up to 8 MiB; has to be 0 where the offset is negative
    private String read(String name, String stream, long offset, long length) throws Fault {
        Target target = targets.one(name);
        if (length < 0 || (offset < 0 && length != 0)) {
            throw new Fault(Code.BAD_ARGUMENTS);
        }
        long wanted = offset < 0 ? -Math.max(offset, -LARGEST) : length == 0 ? LARGEST : length;
        return text(part(target, stream, offset < 0 ? -wanted : offset, wanted));
    }

    private List<Object> tail(String name, String stream, long offset, long length) throws Fault {
        Target target = targets.one(name);
        long wanted = Math.clamp(length, 0, LARGEST);
        long size = part(target, stream, 0, 0).size();
        long from = Math.max(0, offset);
        boolean overflow = size > from + wanted;
        LogPart part = part(target, stream, overflow ? size - wanted : from, wanted);
        return List.of(
                text(part), ProcessView.capped(part.offset() + part.bytes().length), overflow);
    }

    private LogPart part(Target target, String stream, long offset, long length) throws Fault {
        int bytes = (int) Math.min(length, LARGEST);
        LogPart part = supervisor.readLog(target.address(), stream, offset, bytes);
        if (part == null) {
            throw new Fault(Code.BAD_NAME, target.name());
        }
        return part;
    }

    private static String text(LogPart part) {
        return new String(part.bytes(), StandardCharsets.UTF_8);
    }

    private void clear(Target target) throws Fault {
        try {
            if (!supervisor.clearLogs(target.address())) {
                throw new Fault(Code.BAD_NAME, target.name());
            }
        } catch (IOException failure) {
            throw new Fault(Code.FAILED, String.valueOf(failure.getMessage()));
        }
    }

    private Object clearAll() {
        List<Object> outcomes = new ArrayList<>();
        for (Target target : targets.all()) {
            try {
                clear(target);
                outcomes.add(ActionCalls.outcome(target, Code.SUCCESS, "OK"));
            } catch (Fault fault) {
                outcomes.add(ActionCalls.outcome(target, fault.code(), fault.text()));
            }
        }
        return outcomes;
    }
}
