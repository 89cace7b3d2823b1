package dev.reeve.supervisor.launcher.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.reeve.supervisor.launcher.text.GraphText.Arrow;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

class GraphTextTest {
    private static final GraphText GRAPH =
            new GraphText(
                    Map.of(
                            "app", List.of(new Arrow("api", "ready"), new Arrow("db", "ready")),
                            "api", List.of(new Arrow("db", "started")),
                            "db", List.of(new Arrow("disk", "completed")),
                            "disk", List.of(),
                            "alone", List.of()));

    @Test
    void theTreeShowsBranchesOnce() {
        assertEquals(
                """
                alone
                app
                |-- api (ready)
                |   `-- db (started)
                |       `-- disk (completed)
                `-- db (ready), see above\
                """,
                GRAPH.ascii());
    }

    @Test
    void mermaidNumbersItsNodes() {
        assertEquals(
                """
                flowchart TD
                    n0["alone"]
                    n1["api"]
                    n2["app"]
                    n3["db"]
                    n4["disk"]
                    n1 -->|started| n3
                    n2 -->|ready| n1
                    n2 -->|ready| n3
                    n3 -->|completed| n4\
                """,
                GRAPH.mermaid());
    }

    @Test
    void dotQuotesItsNames() {
        assertEquals(
                """
                digraph services {
                    node [shape=box];
                    "alone";
                    "api";
                    "app";
                    "db";
                    "disk";
                    "api" -> "db" [label="started"];
                    "app" -> "api" [label="ready"];
                    "app" -> "db" [label="ready"];
                    "db" -> "disk" [label="completed"];
                }\
                """,
                GRAPH.dot());
    }
}
