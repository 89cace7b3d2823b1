package dev.reeve.supervisor.core.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reeve.supervisor.api.control.Supervisor.Edge;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import javax.xml.parsers.DocumentBuilderFactory;

class GraphDrawingTest {
    private static final Map<String, List<Edge>> GRAPH =
            new TreeMap<>(
                    Map.of(
                            "app", List.of(new Edge("web", "ready"), new Edge("db", "healthy")),
                            "db", List.of(),
                            "job", List.of(),
                            "web", List.of(new Edge("db", "ready"))));

    @Test
    void itIsXmlWithABoxForEachServiceAndALineForEachWait() throws Exception {
        String text = GraphDrawing.of(GRAPH, Map.of("db", "running"));
        var document =
                DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        assertEquals(4, document.getElementsByTagName("rect").getLength());
        // One of the paths is the arrow's head.
        assertEquals(3 + 1, document.getElementsByTagName("path").getLength());
        assertTrue(text.contains("class=\"service running\""), text);
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
