package dev.reeve.supervisor.core.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

class DependencyOrderTest {
    private static Map<String, List<String>> graph(String... lines) {
        Map<String, List<String>> graph = new LinkedHashMap<>();
        for (String line : lines) {
            List<String> words = List.of(line.split(" "));
            graph.put(words.getFirst(), words.subList(1, words.size()));
        }
        return graph;
    }

    @Test
    void dependenciesComeFirst() {
        assertEquals(
                List.of("e3", "e2", "e1", "e4"),
                DependencyOrder.of(graph("e1 e2", "e2 e3", "e3", "e4 e3 e2 e1")).sorted());
    }

    @Test
    void whatIsFreeKeepsItsOrder() {
        assertEquals(
                List.of("z", "y", "b", "a", "c"),
                DependencyOrder.of(graph("z", "a b", "y", "b", "c a")).sorted());
    }

    @Test
    void unknownNamesAndOnesOwnArePassedOver() {
        DependencyOrder order = DependencyOrder.of(graph("a a ghost", "b a a"));
        assertEquals(List.of("a", "b"), order.sorted());
        assertEquals(List.of(), order.circles());
    }

    @Test
    void eachCircleIsToldOnceWithTheFirstWrittenFirst() {
        assertEquals(
                List.of(List.of("a", "c", "b"), List.of("x", "y")),
                DependencyOrder.of(graph("in a", "b a", "a c", "c b", "x y", "y x", "out"))
                        .circles()
                        .stream()
                        .map(DependencyOrderTest::fromA)
                        .toList());
    }

    private static List<String> fromA(List<String> circle) {
        int first = Math.max(0, circle.indexOf("a"));
        List<String> turned = new ArrayList<>(circle.subList(first, circle.size()));
        turned.addAll(circle.subList(0, first));
        return turned;
    }

    @Test
    void breakingEveryToldCircleLeavesNone() {
        var random = new Random(42);
        for (int round = 0; round < 500; round++) {
            Map<String, List<String>> graph = random(random);
            DependencyOrder order = DependencyOrder.of(graph);
            for (List<String> circle : order.circles()) {
                assertEquals(circle.size(), new HashSet<>(circle).size());
                for (int at = 0; at < circle.size(); at++) {
                    String next = circle.get((at + 1) % circle.size());
                    assertTrue(graph.get(circle.get(at)).contains(next), "a circle of edges");
                }
            }
            assertEquals(order.circles().isEmpty(), order.sorted().size() == graph.size());
            for (String name : order.sorted()) {
                for (String dependency : graph.get(name)) {
                    assertTrue(
                            dependency.equals(name)
                                    || order.sorted().indexOf(dependency)
                                            < order.sorted().indexOf(name));
                }
            }
        }
    }

    private static Map<String, List<String>> random(Random random) {
        int size = 1 + random.nextInt(12);
        Map<String, List<String>> graph = new LinkedHashMap<>();
        for (int at = 0; at < size; at++) {
            List<String> dependencies = new ArrayList<>();
            for (int edge = random.nextInt(3); edge > 0; edge--) {
                dependencies.add("s" + random.nextInt(size));
            }
            graph.put("s" + at, dependencies);
        }
        return graph;
    }
}
