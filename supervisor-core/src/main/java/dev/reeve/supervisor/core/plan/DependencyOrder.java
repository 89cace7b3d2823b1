package dev.reeve.supervisor.core.plan;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;

/// Puts dependencies before dependents, in the order they were written where that leaves a choice.
/// Takes time in proportion to the graph.
///
/// @param sorted what can be put in order
/// @param circles the circles that prevent it, each once: `a b` for a → b → a, the first-written
///     first; breaking all of them leaves none. Empty if and only if everything is in order, but
///     for the limit
record DependencyOrder(List<String> sorted, List<List<String>> circles) {
    /// How many circles are told at once.
    private static final int MOST_CIRCLES = 100;

    /// @param graph what each service waits for, in the order they were written; names that are
    ///     not services, and a service's own, are passed over
    static DependencyOrder of(Map<String, List<String>> graph) {
        Map<String, List<String>> edges = new LinkedHashMap<>();
        graph.forEach(
                (name, all) -> {
                    Set<String> known = new LinkedHashSet<>(all);
                    known.remove(name);
                    known.retainAll(graph.keySet());
                    edges.put(name, List.copyOf(known));
                });
        List<String> sorted = sorted(edges);
        return new DependencyOrder(
                sorted, sorted.size() == edges.size() ? List.of() : new Search(edges).circles());
    }

    private static List<String> sorted(Map<String, List<String>> edges) {
        Map<String, Integer> written = new HashMap<>();
        Map<String, Integer> missing = new HashMap<>();
        Map<String, List<String>> dependents = new HashMap<>();
        edges.forEach(
                (name, dependencies) -> {
                    written.put(name, written.size());
                    missing.put(name, dependencies.size());
                    for (String dependency : dependencies) {
                        dependents.computeIfAbsent(dependency, _ -> new ArrayList<>()).add(name);
                    }
                });
        var free =
                new PriorityQueue<String>(
                        (one, other) ->
                                written.getOrDefault(one, 0) - written.getOrDefault(other, 0));
        edges.forEach(
                (name, dependencies) -> {
                    if (dependencies.isEmpty()) {
                        free.add(name);
                    }
                });
        List<String> sorted = new ArrayList<>();
        for (String name = free.poll(); name != null; name = free.poll()) {
            sorted.add(name);
            for (String dependent : dependents.getOrDefault(name, List.of())) {
                if (missing.merge(dependent, -1, Integer::sum) == 0) {
                    free.add(dependent);
                }
            }
        }
        return sorted;
    }

    /// A search in depth without recursion: whatever leads back to the path that led there closes a
    /// circle.
    private static final class Search {
        private final Map<String, List<String>> edges;
        private final Map<String, Integer> written = new HashMap<>();
        private final List<List<String>> circles = new ArrayList<>();
        private final Set<String> done = new HashSet<>();
        private final List<String> path = new ArrayList<>();
        private final Set<String> onPath = new HashSet<>();
        private final Deque<Iterator<String>> ahead = new ArrayDeque<>();

        Search(Map<String, List<String>> edges) {
            this.edges = edges;
            edges.keySet().forEach(name -> written.put(name, written.size()));
        }

        List<List<String>> circles() {
            for (String start : edges.keySet()) {
                if (!done.contains(start)) {
                    enter(start);
                    walk();
                }
            }
            return List.copyOf(circles);
        }

        private void walk() {
            while (!path.isEmpty()) {
                if (ahead.element().hasNext()) {
                    String next = ahead.element().next();
                    if (onPath.contains(next)) {
                        close(next);
                    } else if (!done.contains(next)) {
                        enter(next);
                    }
                } else {
                    ahead.pop();
                    String left = path.removeLast();
                    onPath.remove(left);
                    done.add(left);
                }
            }
        }

        private void enter(String name) {
            path.add(name);
            onPath.add(name);
            ahead.push(edges.getOrDefault(name, List.of()).iterator());
        }

        private void close(String name) {
            if (circles.size() == MOST_CIRCLES) {
                return;
            }
            List<String> circle = path.subList(path.indexOf(name), path.size());
            int first = 0;
            for (int at = 1; at < circle.size(); at++) {
                if (written.getOrDefault(circle.get(at), 0)
                        < written.getOrDefault(circle.get(first), 0)) {
                    first = at;
                }
            }
            List<String> turned = new ArrayList<>(circle.subList(first, circle.size()));
            turned.addAll(circle.subList(0, first));
            circles.add(List.copyOf(turned));
        }
    }
}
