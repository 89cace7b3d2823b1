package dev.reeve.supervisor.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;

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
    void whereNobodyAnswersNothingIsSaid() {
        var told = new Told(folder);
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
