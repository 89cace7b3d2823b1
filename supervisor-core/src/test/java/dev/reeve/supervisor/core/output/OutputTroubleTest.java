package dev.reeve.supervisor.core.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.reeve.supervisor.api.model.LogPolicy;
import dev.reeve.supervisor.api.state.Exit;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// What goes wrong with output hurts output only, and is said once.
class OutputTroubleTest extends OutputScene {
    private static final Path FULL = Path.of("/dev/full");

    @BeforeEach
    void onlyWithPipes() {
        assumeTrue(kernel.hasPipes(), "named pipes");
    }

    @Test
    void aFullDiskIsSaidOnceAndStopsNobody() {
        assumeTrue(Files.exists(FULL), "/dev/full");
        var child =
                ran(
                        "web",
                        new LogPolicy(FULL, null, false, LogPolicy.Format.RAW, null, List.of()),
                        "seq 1 100000; sleep 0.1; seq 1 100000; echo fine >&2; exit 4");
        assertEquals(new Exit.Code(4), child.ended().exit());
        assertEquals(
                List.of(
                        "cannot keep what `web` prints in `/dev/full`: No space left on device; it"
                                + " is lost until that works"),
                troubles);
        assertTrue(Files.exists(log("web.stderr.log")));
    }

    @Test
    void outputIsKeptAgainWhenThereIsRoom() throws IOException {
        Path blocked = folder.resolve("logs");
        Files.createFile(blocked);
        ran("web", LogPolicy.DEFAULT, "printf 12345");
        assertEquals(1, troubles.size(), troubles.toString());
        Files.delete(blocked);
        ran("web", LogPolicy.DEFAULT, "echo again");
        assertEquals("again\n", Files.readString(log("web.stdout.log")));
        assertEquals("what `web` prints is kept again; 5 bytes were lost", troubles.getLast());
    }

    @Test
    void aLinkAtTheNameOfALogIsNotFollowed() throws IOException {
        Path victim = Files.writeString(folder.resolve("victim"), "mine\n");
        Files.createDirectories(folder.resolve("logs"));
        Files.createSymbolicLink(log("web.stdout.log"), victim);
        ran("web", LogPolicy.DEFAULT, "echo yours");
        assertEquals("mine\n", Files.readString(victim));
        assertEquals(1, troubles.size());
    }

    @Test
    void aPipeAtTheNameOfALogHoldsNobodyUp() throws IOException {
        Files.createDirectories(folder.resolve("logs"));
        kernel.makePipe(log("web.stdout.log"));
        ran("web", LogPolicy.DEFAULT, "echo yours");
        assertEquals(1, troubles.size());
    }

    @Test
    void whereNoPipeCanBeMadeTheServiceRunsAllTheSame() throws IOException {
        Files.createDirectories(folder.resolve("fifo"));
        Files.createFile(folder.resolve("fifo/web.out"));
        var child = ran("web", LogPolicy.DEFAULT, "echo lost; echo kept >&2; exit 3");
        assertEquals(new Exit.Code(3), child.ended().exit());
        assertEquals("kept\n", Files.readString(log("web.stderr.log")));
        assertEquals(1, troubles.size());
        assertTrue(troubles.getFirst().endsWith("File exists; this run prints to nowhere"));
    }

    @Test
    void aFileThatIsTooLongALineIsNotKeptInMemory() {
        try (var stream = followed(List.of(), null)) {
            ran("web", LogPolicy.DEFAULT, "head -c 100000000 /dev/zero");
            assertTrue(!stream.closed());
        }
        assertEquals(100_000_000, log("web.stdout.log").toFile().length());
    }
}
