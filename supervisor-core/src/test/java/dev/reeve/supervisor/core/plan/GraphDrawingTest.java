package dev.reeve.supervisor.core.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reeve.supervisor.api.control.Supervisor.Edge;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

class GraphDrawingTest {
    private static final Map<String, List<Edge>> GRAPH =
            new TreeMap<>(
                    Map.of(
                            "app", List.of(new Edge("web", "ready"), new Edge("db", "healthy")),
                            "db", List.of(),
                            "job", List.of(),
                            "web", List.of(new Edge("db", "ready"))));

    @Test
    void thereIsABoxForEachServiceAndALineForEachWait() {
        String text = GraphDrawing.of(GRAPH, Map.of("db", "running"));
        assertEquals(4, text.split("<rect ", -1).length - 1);
        assertEquals(3, text.split("<path class=\"line\"", -1).length - 1);
        assertTrue(text.contains("class=\"service running\""), text);
        assertEquals(text.split("<g ", -1).length, text.split("</g>", -1).length);
    }

    @Test
    void whoWaitsStandsLeftOfWhatItWaitsFor() {
        var layers =
                GraphLayers.of(
                        Map.of(
                                "app", List.of("web", "db"),
                                "db", List.of(),
                                "job", List.of(),
                                "web", List.of("db")));
        assertEquals(List.of("job"), layers.alone());
        assertEquals(List.of("app"), layers.columns().getFirst());
        assertEquals(List.of("db"), layers.columns().getLast());
    }

    @Test
    void aLongChainIsDrawn() {
        var chain = new TreeMap<String, List<Edge>>();
        for (int at = 0; at < 2_000; at++) {
            chain.put("s" + at, at == 0 ? List.of() : List.of(new Edge("s" + (at - 1), "ready")));
        }
        assertTrue(GraphDrawing.of(chain, Map.of()).length() > 100_000);
    }
}
