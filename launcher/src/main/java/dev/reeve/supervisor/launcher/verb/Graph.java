package dev.reeve.supervisor.launcher.verb;

import dev.reeve.supervisor.core.House;
import dev.reeve.supervisor.launcher.Failure;
import dev.reeve.supervisor.launcher.Reeve;
import dev.reeve.supervisor.launcher.client.Json;
import dev.reeve.supervisor.launcher.text.Format;
import dev.reeve.supervisor.launcher.text.GraphText;
import dev.reeve.supervisor.launcher.text.GraphText.Arrow;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/// `reeve graph --format ascii|mermaid|dot|svg`
@Command(
        name = "graph",
        description = {
            "Shows which service waits for which.",
            "Of the running supervisor; of the manifest with -f, or where none answers."
        })
public final class Graph extends Verb {
    @Mixin ManifestFile manifest = new ManifestFile();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "ascii (default), mermaid, dot or svg")
    Shape shape = Shape.ASCII;

    public Graph(Reeve reeve) {
        super(reeve);
    }

    /// How the graph is written.
    enum Shape {
        ASCII,
        MERMAID,
        DOT,
        SVG;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Override
    public Integer call() throws Failure {
        var source = new Source(reeve, manifest);
        if (shape == Shape.SVG && reeve.format() == Format.TABLE) {
            reeve.around()
                    .out()
                    .print(
                            source.either(
                                    client -> client.text("/v1/graph?format=svg", "image/svg+xml"),
                                    House.Prepared::drawing));
            return 0;
        }
        Map<String, Object> graph =
                source.either(client -> client.get("/v1/graph"), Graph::planned);
        reeve.answers().write(graph, () -> drawn(graph));
        return 0;
    }

    private String drawn(Map<String, Object> graph) {
        var arrows = new LinkedHashMap<String, List<Arrow>>();
        if (graph.get("nodes") instanceof List<?> nodes) {
            nodes.forEach(node -> arrows.put(String.valueOf(node), new ArrayList<>()));
        }
        for (Map<String, Object> edge : Json.objects(graph.get("edges"))) {
            arrows.computeIfAbsent(word(edge, "from"), _ -> new ArrayList<>())
                    .add(new Arrow(word(edge, "to"), word(edge, "condition")));
        }
        var text = new GraphText(arrows);
        return switch (shape) {
            case ASCII, SVG -> text.ascii();
            case MERMAID -> text.mermaid();
            case DOT -> text.dot();
        };
    }

    /// The same object as the API's, from a plan.
    private static Map<String, Object> planned(House.Prepared prepared) {
        var edges = new ArrayList<Map<String, Object>>();
        prepared.graph()
                .forEach(
                        (from, targets) ->
                                targets.forEach(
                                        edge -> {
                                            var one = new LinkedHashMap<String, Object>();
                                            one.put("from", from);
                                            one.put("to", edge.service());
                                            one.put("condition", edge.condition());
                                            edges.add(one);
                                        }));
        var graph = new LinkedHashMap<String, Object>();
        graph.put("nodes", List.copyOf(prepared.graph().keySet()));
        graph.put("edges", edges);
        return graph;
    }

    private static String word(Map<String, Object> edge, String field) {
        return Objects.toString(edge.get(field), "");
    }
}
