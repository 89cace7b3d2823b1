package dev.reeve.plugin.mcp.verb;

import dev.reeve.plugin.mcp.serve.Errors;
import dev.reeve.supervisor.api.control.EventQuery;
import dev.reeve.supervisor.api.control.Events;
import dev.reeve.supervisor.api.control.Explanation;
import dev.reeve.supervisor.api.control.LogLine;
import dev.reeve.supervisor.api.control.LogQuery;
import dev.reeve.supervisor.api.control.StatsSample;
import dev.reeve.supervisor.api.control.Supervisor;
import dev.reeve.supervisor.api.control.Supervisor.Definition;
import dev.reeve.supervisor.api.state.ServiceSnapshot;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The verbs that look, and change nothing.
final class Looks {
    private static final List<String> TYPES =
            List.of(
                    "state",
                    "health",
                    "liveness",
                    "credentials",
                    "error",
                    "hook",
                    "plugin",
                    "supervisor",
                    "reload");

    private static final Parameter SERVICE =
            Parameter.text("service", "the name of a service").needed();
    private static final Parameter SERVICES =
            Parameter.texts(
                    "services", "names of services, or globs like `web-*`; all if left out");

    private final Supervisor supervisor;

    Looks(Supervisor supervisor) {
        this.supervisor = supervisor;
    }

    List<Verb> verbs() {
        return List.of(
                Verb.reading(
                        "status",
                        "Lists services: where each stands, why, whether it is healthy.",
                        List.of(SERVICES),
                        this::status),
                Verb.reading(
                        "show",
                        "Shows all that is known of one service, with its definition.",
                        List.of(SERVICE),
                        this::show),
                Verb.reading(
                        "explain",
                        "Says why a service is in its state, and what could be done about it.",
                        List.of(SERVICE),
                        this::explain),
                Verb.reading(
                        "events",
                        "Lists what has happened, newest last.",
                        List.of(
                                Parameter.text("service", "only those of this service"),
                                Parameter.choice("type", TYPES, "only those of this type"),
                                Parameter.text("since", "only those from this time on (ISO 8601)"),
                                Parameter.number("limit", 1, 1000, "how many, 50 if left out")),
                        this::events),
                Verb.reading(
                        "logs",
                        "Shows the last lines that services have written.",
                        List.of(
                                SERVICES,
                                Parameter.number("lines", 1, 2000, "how many, 100 if left out"),
                                Parameter.choice(
                                        "stream", List.of("stdout", "stderr"), "only this one"),
                                Parameter.text("contains", "only lines that hold this text"),
                                Parameter.text("since", "only lines from this time on (ISO 8601)")),
                        this::logs),
                Verb.reading(
                        "stats",
                        "Measures what services use: CPU, memory, processes, files.",
                        List.of(SERVICES),
                        this::stats),
                Verb.reading(
                        "graph",
                        "Shows which service waits for which other, and on what condition.",
                        List.of(),
                        _ -> graph()));
    }

    private Found status(Arguments arguments) {
        List<ServiceSnapshot> found = services(arguments);
        String text =
                found.stream()
                        .map(
                                service ->
                                        service.name()
                                                + ": "
                                                + service.status()
                                                + (service.reason() == null
                                                        ? ""
                                                        : ", " + service.reason().text()))
                        .collect(Collectors.joining("\n"));
        return Found.of(
                Map.of("services", found.stream().map(Views::brief).toList()),
                found.isEmpty() ? "there are no services" : text);
    }

    private Found show(Arguments arguments) {
        ServiceSnapshot service = one(arguments);
        Map<String, Object> view = Views.whole(service);
        Definition definition = supervisor.definition(Deeds.target(supervisor, service));
        if (definition != null) {
            view.putAll(Views.of(definition));
        }
        return Found.of(view);
    }

    private Found explain(Arguments arguments) {
        Explanation explanation = supervisor.explain(Deeds.target(supervisor, one(arguments)));
        if (explanation == null) {
            throw Errors.invalid("`" + arguments.needed("service") + "` is gone");
        }
        var text = new StringBuilder(explanation.summary());
        for (Explanation.Cause cause : explanation.causes()) {
            text.append("\n- ").append(cause.service()).append(": ").append(cause.text());
            cause.details().forEach(detail -> text.append("\n    ").append(detail));
        }
        explanation.hints().forEach(hint -> text.append("\nTry: ").append(hint));
        return Found.of(Views.of(explanation), text.toString());
    }

    private Found events(Arguments arguments) {
        String service = arguments.text("service");
        String name = service == null ? null : one(arguments).name();
        int limit = (int) arguments.number("limit", 50);
        Events all = supervisor.events(query(arguments, name, 1, 0));
        int offset = Math.max(0, all.total() - limit);
        Events page = supervisor.events(query(arguments, name, limit, offset));
        String text =
                page.items().stream()
                        .map(each -> each.time() + " " + each.event().text())
                        .collect(Collectors.joining("\n"));
        return Found.of(
                Map.of(
                        "events", page.items().stream().map(Views::of).toList(),
                        "total", page.total()),
                page.items().isEmpty() ? "nothing of that kind has happened" : text);
    }

    private static EventQuery query(
            Arguments arguments, @Nullable String service, int limit, int offset) {
        return new EventQuery(
                0, arguments.text("type"), service, arguments.time("since"), limit, offset);
    }

    private Found logs(Arguments arguments) {
        List<String> names = services(arguments).stream().map(ServiceSnapshot::name).toList();
        String contains = arguments.text("contains");
        String sought = contains == null ? "" : contains.toLowerCase(Locale.ROOT);
        List<LogLine> lines =
                supervisor.logs(
                        new LogQuery(
                                names,
                                arguments.text("stream"),
                                (int) arguments.number("lines", 100),
                                arguments.time("since"),
                                line -> line.toLowerCase(Locale.ROOT).contains(sought)));
        String text =
                lines.stream()
                        .map(
                                line ->
                                        names.size() == 1
                                                ? line.text()
                                                : line.service() + " | " + line.text())
                        .collect(Collectors.joining("\n"));
        return Found.of(
                Map.of("lines", lines.stream().map(Views::of).toList()),
                lines.isEmpty() ? "no such lines" : text);
    }

    private Found stats(Arguments arguments) {
        List<String> names = services(arguments).stream().map(ServiceSnapshot::name).toList();
        List<StatsSample> samples =
                supervisor.samples().stream().filter(it -> names.contains(it.name())).toList();
        return Found.of(Map.of("samples", samples.stream().map(Views::of).toList()));
    }

    private Found graph() {
        Map<String, Object> graph = new TreeMap<>();
        var text = new StringBuilder();
        supervisor
                .graph()
                .forEach(
                        (name, edges) -> {
                            Map<String, String> waitsFor = new LinkedHashMap<>();
                            edges.forEach(edge -> waitsFor.put(edge.service(), edge.condition()));
                            graph.put(name, waitsFor);
                            text.append(text.isEmpty() ? "" : "\n").append(name);
                            waitsFor.forEach(
                                    (other, condition) ->
                                            text.append("\n  waits for ")
                                                    .append(other)
                                                    .append(" to be ")
                                                    .append(condition));
                        });
        return Found.of(Map.of("graph", graph), text.toString());
    }

    private ServiceSnapshot one(Arguments arguments) {
        List<ServiceSnapshot> found = match(List.of(arguments.needed("service")));
        if (found.size() != 1) {
            throw Errors.invalid("`service` must mean one service, not " + found.size());
        }
        return found.getFirst();
    }

    private List<ServiceSnapshot> services(Arguments arguments) {
        return match(arguments.texts("services"));
    }

    private List<ServiceSnapshot> match(List<String> targets) {
        Supervisor.Match match = supervisor.match(targets);
        if (match.unknown() != null) {
            throw Errors.invalid(Deeds.unknown(supervisor, match.unknown()));
        }
        return match.items();
    }
}
