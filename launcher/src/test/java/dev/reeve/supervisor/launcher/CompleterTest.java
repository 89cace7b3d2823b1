package dev.reeve.supervisor.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

class CompleterTest {
    @TempDir Path folder;

    @Test
    void verbsOptionsWordsAndFilesAreCompleted() {
        var told = new Told(folder);
        assertEquals(0, told.reeve("complete", "gr"));
        assertEquals("graph\tShows which service waits for which.\n", told.out());
        told.reeve("complete", "logs", "--str");
        assertEquals("--stream\tonly stdout or stderr\n", told.out());
        told.reeve("complete", "wait", "--for", "");
        assertEquals("ready\nstopped\nhealthy\n", told.out());
        told.reeve("complete", "check", "-f", "");
        assertEquals(":files\n", told.out());
        told.reeve("complete", "completion", "z");
        assertEquals("zsh\n", told.out());
    }

    @Test
    void servicesOfTheSupervisorThatIsMeantAreCompleted() throws IOException {
        var told = new Told(folder);
        try (var supervisor = new CannedSupervisor(folder.resolve("other"))) {
            supervisor.services(
                    "{\"name\":\"db\",\"status\":\"running\"}",
                    "{\"name\":\"web\",\"status\":\"failed\"}");
            told.reeve("complete", "restart", "--state-directory", "other", "db", "");
            assertEquals("web\tfailed\n", told.out());
        }
    }

    @Test
    void whoMayLookForProcessesIsCompletedAndWhatItTakes() throws IOException {
        var told = new Told(folder);
        try (var supervisor = new CannedSupervisor(folder.resolve(".reeve"))) {
            supervisor.json(
                    "GET /v1/plugins?limit=100&offset=0",
                    """
                    {"items": [
                      {"id": "ready-tcp", "provides": {"ready strategy": ["tcp"]}},
                      {"id": "docker", "provides": {"health check": ["docker"],
                                                    "discovery provider": ["docker"]}},
                      {"id": "discover-process", "provides": {"discovery provider": ["process"]}}],
                     "total": 3}
                    """);
            supervisor.json(
                    "GET /v1/plugins/discover-process",
                    """
                    {"options": {"process": {"properties": {
                      "port": {"title": "whole number 1 to 65535", "description": "its port"},
                      "pid_file": {"title": "path"}}}}}
                    """);
            supervisor.json(
                    "GET /v1/plugins/docker",
                    """
                    {"options": {"docker": {"anyOf": [
                      {"title": "health check", "properties": {"timeout": {}}},
                      {"title": "discovery provider", "properties": {"image": {}}}]}}}
                    """);
            told.reeve("complete", "discover", "--provider", "");
            assertEquals("docker\tdocker\nprocess\tdiscover-process\n", told.out());
            told.reeve("complete", "discover", "--option", "");
            assertEquals("port=\tits port\npid_file=\tpath\n", told.out());
            told.reeve("complete", "discover", "--option", "po");
            assertEquals("port=\tits port\n", told.out());
            told.reeve("complete", "discover", "--provider", "docker", "--option", "");
            assertEquals("image=\n", told.out());
            told.reeve("complete", "discover", "--provider", "none", "--option", "");
            assertEquals("", told.out());
        }
    }

    @Test
    void pluginsAreCompletedForWhatIsDoneWithThemAndFilesForWhatIsTried() throws IOException {
        var told = new Told(folder);
        try (var supervisor = new CannedSupervisor(folder.resolve(".reeve"))) {
            supervisor.json(
                    "GET /v1/plugins?limit=100&offset=0",
                    "{\"items\": [{\"id\": \"ready-tcp\", \"state\": \"started\"}], \"total\": 1}");
            for (String what : List.of("info", "enable", "disable", "reload")) {
                told.reeve("complete", "plugins", what, "");
                assertEquals("ready-tcp\tstarted\n", told.out(), what);
            }
            told.reeve("complete", "plugins", "verify", "");
            assertEquals(":files\n", told.out());
        }
    }

    @Test
    void whereNobodyAnswersNothingIsSaid() {
        var told = new Told(folder);
        assertEquals(0, told.reeve("complete", "discover", "--option", ""));
        assertEquals("", told.out() + told.err());
        assertEquals(0, told.reeve("complete", "restart", ""));
        assertEquals("", told.out() + told.err());
    }

    @Test
    void theManualPageHasEveryVerb() {
        var told = new Told(folder);
        assertEquals(0, told.reeve("manual-page", "2026-01-31"));
        for (String verb : Verbs.named()) {
            assertTrue(told.out().contains("\n.SS " + verb + "\n"), verb);
        }
    }
}
