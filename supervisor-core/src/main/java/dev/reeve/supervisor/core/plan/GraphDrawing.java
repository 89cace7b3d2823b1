package dev.reeve.supervisor.core.plan;

import dev.reeve.supervisor.api.control.Supervisor.Edge;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// The dependency graph as a drawing: SVG 1.1, light and dark, without a script, a font or anything
/// else from outside. Arrows go from a service to what it waits for.
public final class GraphDrawing {
    private static final int HEIGHT = 40;
    private static final int ROW = HEIGHT + 16;
    private static final int BETWEEN = 80;
    private static final int EDGE = 20;

    /// A letter of a sans serif of 13 pixels, generously.
    private static final double LETTER = 7.8;

    private static final String STYLE =
            """
            text { font: 13px system-ui, sans-serif; fill: #1d2733; }
            .phase { font-size: 11px; fill: #5b6b7c; }
            .line { fill: none; stroke: #8494a5; stroke-width: 1.4; }
            .condition { font-size: 10px; fill: #5b6b7c; text-anchor: middle; }
            rect { fill: #eef1f5; stroke: #8494a5; stroke-width: 1.4; }
            .running rect { fill: #dcf5e3; stroke: #2f9e55; }
            .starting rect, .stopping rect { fill: #dfecfd; stroke: #3b7ddd; }
            .waiting rect { fill: #fdf6da; stroke: #b99a1b; }
            .backoff rect { fill: #ffe9d2; stroke: #d9822b; }
            .failed rect { fill: #fde0de; stroke: #d13c32; }
            .missing rect { stroke-dasharray: 4 3; }
            @media (prefers-color-scheme: dark) {
              text { fill: #e8edf3; } .phase, .condition { fill: #a9b6c4; }
              rect { fill: #2a333d; } .running rect { fill: #1c3a27; }
              .starting rect, .stopping rect { fill: #1d3152; } .waiting rect { fill: #3c3513; }
              .backoff rect { fill: #44300f; } .failed rect { fill: #47201d; }
            }
            """;

    private final Map<String, List<Edge>> graph;
    private final Map<String, String> phases;
    private final Map<String, Point> places = new HashMap<>();
    private final Map<String, Integer> widths = new HashMap<>();
    private double width;
    private double height;

    /// The upper left corner of a box, or of where one would be.
    private record Point(double x, double y) {}

    private GraphDrawing(Map<String, List<Edge>> graph, Map<String, String> phases) {
        this.graph = graph;
        this.phases = phases;
    }

    /// The drawing.
    ///
    /// @param graph what each service waits for, by name in the order of names
    /// @param phases of services where they are known; may be empty
    public static String of(Map<String, List<Edge>> graph, Map<String, String> phases) {
        return new GraphDrawing(graph, phases).text();
    }

    private String text() {
        Map<String, List<String>> names = new LinkedHashMap<>();
        graph.forEach(
                (name, edges) ->
                        names.put(name, edges.stream().map(Edge::service).distinct().toList()));
        GraphLayers layers = GraphLayers.of(names);
        place(layers);
        var out = new ArrayList<String>();
        layers.lines().forEach(line -> out.add(line(line)));
        Set<String> all = new HashSet<>(graph.keySet());
        names.values().forEach(all::addAll);
        all.stream().sorted().forEach(name -> out.add(box(name)));
        return """
        <?xml version="1.0" encoding="UTF-8"?>
        <svg xmlns="http://www.w3.org/2000/svg" width="%1$.0f" height="%2$.0f" \
        viewBox="0 0 %1$.0f %2$.0f" role="img" aria-label="Which service waits for which">
        <style>
        %3$s</style>
        <defs><marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" \
        markerHeight="7" orient="auto"><path d="M0 0L8 4L0 8z" fill="#8494a5"/></marker></defs>
        %4$s
        </svg>
        """
                .formatted(width, height, STYLE, String.join("\n", out));
    }

    private void place(GraphLayers layers) {
        int tallest = layers.columns().stream().mapToInt(List::size).max().orElse(0);
        double x = EDGE;
        for (List<String> column : layers.columns()) {
            int widest = column.stream().mapToInt(this::wide).max().orElse(0);
            double y = EDGE + (tallest - column.size()) * ROW / 2.0;
            for (String knot : column) {
                widths.put(knot, widest);
                places.put(knot, new Point(x, y));
                y += ROW;
            }
            x += widest + BETWEEN;
        }
        width = Math.max(x - BETWEEN + EDGE, 2 * EDGE);
        height = EDGE + (double) tallest * ROW;
        placeRest(layers.alone());
    }

    /// Who neither waits nor is waited for stands below, in rows.
    private void placeRest(List<String> alone) {
        int widest = alone.stream().mapToInt(this::wide).max().orElse(0);
        int most = Math.max(1, (int) Math.ceil(Math.sqrt(alone.size() / 2.0)));
        int fit = (int) ((width - 2 * EDGE + ROW - HEIGHT) / (widest + ROW - HEIGHT));
        int inRow = Math.max(most, fit);
        for (int at = 0; at < alone.size(); at++) {
            double x = EDGE + (double) (at % inRow) * (widest + ROW - HEIGHT);
            places.put(
                    alone.get(at), new Point(x, height + Math.floorDiv(at, inRow) * (double) ROW));
            widths.put(alone.get(at), widest);
            width = Math.max(width, x + widest + EDGE);
        }
        height += Math.ceilDiv(alone.size(), inRow) * (double) ROW + ROW - HEIGHT;
    }

    private int wide(String knot) {
        return GraphLayers.isPassing(knot) ? 0 : Math.max(80, (int) (knot.length() * LETTER) + 24);
    }

    private String box(String name) {
        Point at = places.getOrDefault(name, new Point(0, 0));
        boolean there = graph.containsKey(name);
        String phase = phases.getOrDefault(name, there ? "" : "missing");
        double middle = at.x() + widths.getOrDefault(name, 0) / 2.0;
        String shown = !there ? "not there" : phase;
        return String.format(
                Locale.ROOT,
                "<g class=\"service %s\"><rect x=\"%.1f\" y=\"%.1f\" width=\"%d\" height=\"%d\""
                        + " rx=\"8\"/><text x=\"%.1f\" y=\"%.1f\""
                        + " text-anchor=\"middle\">%s</text>%s</g>",
                phase,
                at.x(),
                at.y(),
                widths.getOrDefault(name, 0),
                HEIGHT,
                middle,
                at.y() + (shown.isEmpty() ? 25 : 18),
                name,
                shown.isEmpty()
                        ? ""
                        : String.format(
                                Locale.ROOT,
                                "<text class=\"phase\" x=\"%.1f\" y=\"%.1f\""
                                        + " text-anchor=\"middle\">%s</text>",
                                middle,
                                at.y() + 32,
                                shown));
    }

    private String line(List<String> knots) {
        var path = new StringBuilder();
        Point before = end(knots.getFirst());
        path.append(String.format(Locale.ROOT, "M%.1f %.1f", before.x(), before.y()));
        for (String knot : knots.subList(1, knots.size())) {
            Point next = places.getOrDefault(knot, before);
            next = new Point(next.x(), next.y() + HEIGHT / 2.0);
            double middle = (before.x() + next.x()) / 2;
            path.append(
                    String.format(
                            Locale.ROOT,
                            "C%.1f %.1f %.1f %.1f %.1f %.1f",
                            middle,
                            before.y(),
                            middle,
                            next.y(),
                            next.x(),
                            next.y()));
            before = end(knot);
            if (GraphLayers.isPassing(knot)) {
                path.append(String.format(Locale.ROOT, "L%.1f %.1f", before.x(), before.y()));
            }
        }
        String condition = condition(knots.getFirst(), knots.getLast());
        String title =
                "%s waits for %s: %s".formatted(knots.getFirst(), knots.getLast(), condition);
        return "<path class=\"line\" d=\"%s\" marker-end=\"url(#arrow)\"><title>%s</title></path>"
                        .formatted(path, title)
                + label(knots, condition);
    }

    /// Only what is not usual is worth being written.
    private String label(List<String> knots, String condition) {
        if (condition.equals("ready")) {
            return "";
        }
        Point from = end(knots.getFirst());
        Point to = places.getOrDefault(knots.get(1), from);
        return String.format(
                Locale.ROOT,
                "<text class=\"condition\" x=\"%.1f\" y=\"%.1f\">%s</text>",
                (from.x() + to.x()) / 2,
                (from.y() + to.y() + HEIGHT / 2.0) / 2 - 4,
                condition);
    }

    /// The middle of the right side.
    private Point end(String knot) {
        Point at = places.getOrDefault(knot, new Point(0, 0));
        return new Point(at.x() + widths.getOrDefault(knot, 0), at.y() + HEIGHT / 2.0);
    }

    private String condition(String from, String to) {
        return graph.getOrDefault(from, List.of()).stream()
                .filter(edge -> edge.service().equals(to))
                .map(Edge::condition)
                .findFirst()
                .orElse("");
    }
}
