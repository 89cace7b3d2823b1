package dev.reeve.supervisor.core.plan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Where the services of a dependency graph stand when it is drawn: in columns, each service left
/// of all that it waits for, in an order with few crossings (Sugiyama, Tagawa and Toda, 1981:
/// layers, then each knot to the middle of its neighbours).
///
/// @param columns from left to right, each from top to bottom; a line that passes a column has a
///     knot there
/// @param lines from who waits to whom it waits for, over all knots between
/// @param alone services that neither wait nor are waited for, by name
record GraphLayers(List<List<String>> columns, List<List<String>> lines, List<String> alone) {
    private static final int SWEEPS = 6;

    /// More than this is not made more readable by leading lines around.
    private static final int MOST_KNOTS = 5_000;

    /// @param graph what each service waits for, by name
    static GraphLayers of(Map<String, List<String>> graph) {
        Set<String> waitedFor = new HashSet<>();
        graph.values().forEach(waitedFor::addAll);
        Set<String> all = new TreeSet<>(graph.keySet());
        all.addAll(waitedFor);
        List<String> alone =
                all.stream()
                        .filter(name -> edges(graph, name).isEmpty() && !waitedFor.contains(name))
                        .toList();
        all.removeAll(Set.copyOf(alone));
        Map<String, Integer> depths = depths(graph, all);
        int deepest = depths.values().stream().mapToInt(it -> it).max().orElse(-1);
        List<List<String>> columns = new ArrayList<>();
        for (int column = 0; column <= deepest; column++) {
            columns.add(new ArrayList<>());
        }
        all.forEach(name -> columns.get(deepest - depths.getOrDefault(name, 0)).add(name));
        List<List<String>> lines = lines(graph, depths, deepest, columns);
        order(columns, lines);
        return new GraphLayers(columns, lines, alone);
    }

    /// Whether a knot is no service, but a line that passes.
    static boolean isPassing(String knot) {
        return knot.indexOf('\n') >= 0;
    }

    /// How many steps it is to a service that waits for nothing, on the longest way.
    private static Map<String, Integer> depths(Map<String, List<String>> graph, Set<String> all) {
        Map<String, Integer> depths = new HashMap<>();
        all.forEach(name -> depths.put(name, 0));
        for (String name : DependencyOrder.of(graph).sorted()) {
            int depth = 0;
            for (String other : edges(graph, name)) {
                depth = Math.max(depth, depths.getOrDefault(other, 0) + 1);
            }
            depths.put(name, depth);
        }
        return depths;
    }

    private static List<List<String>> lines(
            Map<String, List<String>> graph,
            Map<String, Integer> depths,
            int deepest,
            List<List<String>> columns) {
        List<List<String>> lines = new ArrayList<>();
        int knots = 0;
        for (String from : graph.keySet()) {
            for (String to : edges(graph, from)) {
                List<String> line = new ArrayList<>(List.of(from));
                int first = deepest - depths.getOrDefault(from, 0) + 1;
                int last = deepest - depths.getOrDefault(to, 0);
                for (int column = first; column < last && knots < MOST_KNOTS; column++) {
                    String knot = from + "\n" + to + "\n" + column;
                    columns.get(column).add(knot);
                    line.add(knot);
                    knots++;
                }
                line.add(to);
                lines.add(line);
            }
        }
        return lines;
    }

    private static void order(List<List<String>> columns, List<List<String>> lines) {
        Map<String, List<String>> right = new HashMap<>();
        Map<String, List<String>> left = new HashMap<>();
        for (List<String> line : lines) {
            for (int at = 0; at + 1 < line.size(); at++) {
                right.computeIfAbsent(line.get(at), _ -> new ArrayList<>()).add(line.get(at + 1));
                left.computeIfAbsent(line.get(at + 1), _ -> new ArrayList<>()).add(line.get(at));
            }
        }
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            boolean forth = sweep % 2 == 0;
            for (int at = 1; at < columns.size(); at++) {
                int column = forth ? at : columns.size() - 1 - at;
                arrange(
                        columns.get(column),
                        columns.get(forth ? column - 1 : column + 1),
                        forth ? left : right);
            }
        }
    }

    /// Each knot to the middle of its neighbours in the column that is arranged already.
    private static void arrange(
            List<String> column, List<String> arranged, Map<String, List<String>> neighbours) {
        Map<String, Integer> places = new HashMap<>();
        for (String knot : arranged) {
            places.put(knot, places.size());
        }
        Map<String, Double> middles = new HashMap<>();
        for (String knot : column) {
            double own = middles.size();
            middles.put(
                    knot,
                    neighbours.getOrDefault(knot, List.of()).stream()
                            .filter(places::containsKey)
                            .mapToInt(places::get)
                            .average()
                            .orElse(own));
        }
        Collections.sort(
                column, Comparator.comparingDouble(knot -> middles.getOrDefault(knot, 0.0)));
    }

    private static List<String> edges(Map<String, List<String>> graph, String name) {
        return graph.getOrDefault(name, List.of());
    }
}
