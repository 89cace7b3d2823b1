package dev.reeve.supervisor.launcher;

import static dev.reeve.supervisor.launcher.FollowingTest.service;
import static dev.reeve.supervisor.launcher.FollowingTest.state;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

class DownTest {
    private static final String SNAPSHOT =
            """
            id: 10
            event: snapshot
            data: {"seq":10,"services":[%s,%s]}\
            """
                    .formatted(service("db", "running", 10), service("web", "running", 10));

    @TempDir Path folder;
    private CannedSupervisor supervisor;
    private Told told;

    @BeforeEach
    void open() throws IOException {
        supervisor =
                new CannedSupervisor(folder.resolve(".reeve"))
                        .json("GET /v1/supervisor", "{\"pid\":null}")
                        .json("POST /v1/shutdown", "{\"status\":\"stopping\"}");
        told = new Told(folder);
    }

    @AfterEach
    void close() throws IOException {
        supervisor.close();
    }

    @Test
    void downWaitsForTheEndAndTellsWhatStops() {
        supervisor.stream(
                "GET /v1/stream?type=state",
                SNAPSHOT,
                state(11, "web", "stopped", "shutdown"),
                state(12, "db", "stopped", "shutdown"));
        assertEquals(0, told.reeve("down"));
        assertEquals("web: stopped, shutdown\ndb: stopped, shutdown\n", told.err());
        assertEquals("the supervisor has ended\n", told.out());
        assertEquals("POST /v1/shutdown {}", supervisor.asked().getLast());
    }

    @Test
    void aSupervisorThatHasEndedBeforeWhatWasMissedIsAskedForHasEnded() {
        supervisor.stream(
                "GET /v1/stream?type=state", SNAPSHOT, "id: 40\nevent: gap\ndata: {\"seq\":40}");
        supervisor.then("GET /v1/services?limit=100&offset=0", this::closeTheSupervisor);
        assertEquals(0, told.reeve("down"), told.err());
        assertEquals("the supervisor has ended\n", told.out());
    }

    @Test
    @Timeout(10)
    void aProcessOfWhichNothingIsLeftButItsEntryHasEnded() throws IOException {
        // A shell that becomes a program which asks nothing about its child.
        Process parent = new ProcessBuilder("sh", "-c", "echo $$ & exec sleep 60").start();
        try (var lines =
                new BufferedReader(
                        new InputStreamReader(parent.getInputStream(), StandardCharsets.UTF_8))) {
            lines.readLine();
            long child = parent.children().findFirst().orElseThrow().pid();
            supervisor.json("GET /v1/supervisor", "{\"pid\":" + child + "}");
            supervisor.stream("GET /v1/stream?type=state", SNAPSHOT);
            assertEquals(0, told.reeve("down", "-q"), told.err());
        } finally {
            parent.destroyForcibly();
        }
    }

    private void closeTheSupervisor() {
        try {
            supervisor.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
