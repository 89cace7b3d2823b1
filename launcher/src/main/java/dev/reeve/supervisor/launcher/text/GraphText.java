package dev.reeve.supervisor.launcher.text;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// The dependency graph as text. Arrows go from what waits to what it waits for.
public final class GraphText {
    private final SortedMap<String, List<Arrow>> graph;

    /// @param graph what each service waits for, by name
    public GraphText(Map<String, List<Arrow>> graph) {
        this.graph = new TreeMap<>(graph);
    }

    /// That a service waits for another.
    public record Arrow(String service, String condition) {}

    /// A tree under each service that nobody waits for. What was shown with its branches is not
    /// shown with them again.
    public String ascii() {
        Set<String> waitedFor = new HashSet<>();
        graph.values().forEach(arrows -> arrows.forEach(arrow -> waitedFor.add(arrow.service())));
        var lines = new ArrayList<String>();
        var shown = new HashSet<String>();
        for (String name : graph.keySet()) {
            if (!waitedFor.contains(name)) {
                lines.add(name);
                branches(name, "", shown, lines);
            }
        }
        return String.join("\n", lines);
    }

    /// A Mermaid flowchart.
    public String mermaid() {
        var lines = new ArrayList<String>(List.of("flowchart TD"));
        var numbers = new TreeMap<String, Integer>();
        for (String name : names()) {
            numbers.put(name, numbers.size());
            lines.add("    n" + numbers.get(name) + "[\"" + name + "\"]");
        }
        graph.forEach(
                (name, arrows) ->
                        arrows.forEach(
                                arrow ->
                                        lines.add(
                                                "    n%d -->|%s| n%d"
                                                        .formatted(
                                                                numbers.get(name),
                                                                arrow.condition(),
                                                                numbers.get(arrow.service())))));
        return String.join("\n", lines);
    }

    /// A graph for Graphviz.
    public String dot() {
        var lines = new ArrayList<String>(List.of("digraph services {", "    node [shape=box];"));
        for (String name : names()) {
            lines.add("    \"" + name + "\";");
        }
        graph.forEach(
                (name, arrows) ->
                        arrows.forEach(
                                arrow ->
                                        lines.add(
                                                "    \"%s\" -> \"%s\" [label=\"%s\"];"
                                                        .formatted(
                                                                name,
                                                                arrow.service(),
                                                                arrow.condition()))));
        lines.add("}");
        return String.join("\n", lines);
    }

    private Set<String> names() {
        var names = new TreeSet<>(graph.keySet());
        graph.values().forEach(arrows -> arrows.forEach(arrow -> names.add(arrow.service())));
        return names;
    }

    private void branches(String name, String indent, Set<String> shown, List<String> lines) {
        shown.add(name);
        List<Arrow> arrows = graph.getOrDefault(name, List.of());
        for (int at = 0; at < arrows.size(); at++) {
            Arrow arrow = arrows.get(at);
            boolean last = at == arrows.size() - 1;
            boolean again =
                    shown.contains(arrow.service())
                            && !graph.getOrDefault(arrow.service(), List.of()).isEmpty();
            lines.add(
                    indent
                            + (last ? "`-- " : "|-- ")
                            + arrow.service()
                            + " ("
                            + arrow.condition()
                            + ")"
                            + (again ? ", see above" : ""));
            if (!again) {
                branches(arrow.service(), indent + (last ? "    " : "|   "), shown, lines);
            }
        }
    }
}
