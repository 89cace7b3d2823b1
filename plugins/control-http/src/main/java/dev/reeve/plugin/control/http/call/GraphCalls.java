package dev.reeve.plugin.control.http.call;

import dev.reeve.plugin.control.http.view.SupervisorView;
import dev.reeve.supervisor.api.control.Supervisor;
import dev.reeve.supervisor.api.control.Supervisor.Edge;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/// Who waits for whom. Arrows go from a service to what it waits for.
final class GraphCalls {
    private static final List<String> FORMATS = List.of("json", "dot", "mermaid", "svg");

    private final Supervisor supervisor;

    GraphCalls(Supervisor supervisor) {
        this.supervisor = supervisor;
    }

    Answer graph(Call call) throws Refusal {
        String word = call.query().word("format", FORMATS);
        Map<String, List<Edge>> graph = supervisor.graph();
        return switch (word) {
            case "dot" -> Answer.text(dot(graph));
            case "mermaid" -> Answer.text(mermaid(graph));
            case "svg" ->
                    new Answer.Whole(
                            200,
                            "image/svg+xml",
                            supervisor.drawing().getBytes(StandardCharsets.UTF_8),
                            Map.of());
            case null, default -> Answer.json(SupervisorView.graph(graph));
        };
    }

    // A name holds letters, digits, `.`, `_` and `-` only, so nothing must be escaped.
    private static String dot(Map<String, List<Edge>> graph) {
        var text = new StringBuilder("digraph services {\n  rankdir=LR;\n");
        SupervisorView.nodes(graph).forEach(name -> text.append("  \"%s\";\n".formatted(name)));
        graph.forEach(
                (from, edges) ->
                        edges.forEach(
                                edge ->
                                        text.append(
                                                "  \"%s\" -> \"%s\" [label=\"%s\"];\n"
                                                        .formatted(
                                                                from,
                                                                edge.service(),
                                                                edge.condition()))));
        return text.append("}\n").toString();
    }

    private static String mermaid(Map<String, List<Edge>> graph) {
        var text = new StringBuilder("graph LR\n");
        List<String> order = SupervisorView.nodes(graph);
        for (int number = 0; number < order.size(); number++) {
            text.append("  s%d[\"%s\"]\n".formatted(number, order.get(number)));
        }
        graph.forEach(
                (from, edges) ->
                        edges.forEach(
                                edge ->
                                        text.append(
                                                "  s%d -->|%s| s%d\n"
                                                        .formatted(
                                                                order.indexOf(from),
                                                                edge.condition(),
                                                                order.indexOf(edge.service())))));
        return text.toString();
    }
}
