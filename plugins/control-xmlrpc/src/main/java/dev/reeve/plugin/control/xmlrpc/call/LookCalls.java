package dev.reeve.plugin.control.xmlrpc.call;

import dev.reeve.supervisor.api.control.Supervisor;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What can be seen of services.
final class LookCalls {
    private final Supervisor supervisor;
    private final Targets targets;

    LookCalls(Supervisor supervisor, Targets targets) {
        this.supervisor = supervisor;
        this.targets = targets;
    }

    List<Method> methods() {
        return List.of(
                Method.of(
                        "supervisor.getProcessInfo",
                        "struct string",
                        "How a service is.",
                        this::one),
                Method.of(
                        "supervisor.getAllProcessInfo",
                        "array",
                        "How all services are.",
                        _ -> all()),
                Method.of(
                        "supervisor.getAllConfigInfo",
                        "array",
                        "How all services are defined.",
                        _ -> definitions()));
    }

    private Object one(Arguments arguments) throws Fault {
        Targets.Target target = targets.one(arguments.text(0));
        return ProcessView.of(target, Instant.now(), new LogFiles(supervisor).of(target));
    }

    private Object all() {
        Instant now = Instant.now();
        var files = new LogFiles(supervisor);
        return targets.all().stream()
                .map(target -> ProcessView.of(target, now, files.of(target)))
                .toList();
    }

    private Object definitions() {
        var files = new LogFiles(supervisor);
        List<Map<String, Object>> views = new ArrayList<>();
        for (Targets.Target target : targets.all()) {
            Supervisor.Definition definition = supervisor.definition(target.address());
            if (definition != null) {
                Map<String, Object> written = definition.definition();
                views.add(DefinitionView.of(target, written, files.of(target.name(), written)));
            }
        }
        return views;
    }
}
