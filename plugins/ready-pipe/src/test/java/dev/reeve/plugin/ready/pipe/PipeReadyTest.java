package dev.reeve.plugin.ready.pipe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reeve.supervisor.api.spi.ReadyStrategy;
import dev.reeve.supervisor.testkit.FakePlanContext;
import dev.reeve.supervisor.testkit.FakePreparation;
import dev.reeve.supervisor.testkit.FakeReadyRun;
import dev.reeve.supervisor.testkit.ReadyStrategyContract;
import dev.reeve.supervisor.testkit.Task;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

class PipeReadyTest extends ReadyStrategyContract {
    private static final Duration LONG = Duration.ofSeconds(10);
    private static final Duration SHORT = Duration.ofMillis(150);

    @TempDir Path folder;

    @Override
    protected Given given(Path directory) {
        ReadyStrategy strategy = strategy(directory);
        return new Given() {
            @Override
            public ReadyStrategy strategy() {
                return strategy;
            }

            @Override
            public void becomesReady(FakeReadyRun run) throws IOException {
                shell("echo ready > p.fifo", directory);
            }
        };
    }

    @Test
    void thePipeIsMadeBeforeTheSpawnAndStays() throws Exception {
        Task waiting = spawned();
        assertTrue(isPipe());
        shell("printf 'ready\\n' > p.fifo", folder);
        waiting.assertDoneWithin(LONG);
        assertTrue(isPipe());
    }

    @Test
    void theWordMayComeInPiecesFromSeveralWriters() throws Exception {
        Task waiting = spawned();
        for (String piece : new String[] {"re", "ad", "y"}) {
            waiting.assertGoesOnFor(Duration.ofMillis(30));
            shell("printf " + piece + " > p.fifo", folder);
        }
        waiting.assertDoneWithin(LONG);
    }

    @Test
    void otherTextIsPassedOver() throws Exception {
        Task waiting = spawned();
        shell("echo almost > p.fifo; echo not ready > p.fifo; echo READY > p.fifo", folder);
        shell("head -c 200000 /dev/zero | tr '\\0' x > p.fifo; echo > p.fifo", folder);
        waiting.assertGoesOnFor(SHORT);
        shell("echo '  ready ' > p.fifo", folder);
        waiting.assertDoneWithin(LONG);
    }

    @Test
    void theLastWordsSayWhatWasMissing() throws Exception {
        Task silent = spawned();
        silent.assertGoesOnFor(Duration.ofMillis(50));
        silent.interrupt();
        assertTrue(silent.endsWithin(LONG));
        String pipe = "`" + folder.resolve("p.fifo") + "`";
        assertEquals("nothing was written into " + pipe, words(silent));

        Task talking = spawned();
        shell("echo soon > p.fifo", folder);
        talking.assertGoesOnFor(Duration.ofMillis(50));
        talking.interrupt();
        assertTrue(talking.endsWithin(LONG));
        assertEquals("`ready` was not among what was written into " + pipe, words(talking));
    }

    @Test
    void somethingElseOfThatNameIsAFailureOfTheStart() throws Exception {
        Files.createFile(folder.resolve("p.fifo"));
        assertThrows(IOException.class, this::spawned);
    }

    @Test
    void onlyALineThatSaysReadyAndNoMoreCounts() {
        assertTrue(says("ready"));
        assertTrue(says("ready\n"));
        assertTrue(says("ready\r\n"));
        assertTrue(says("\t ready  "));
        assertTrue(says("starting\nready\nrunning\n"));
        assertTrue(says("one\n\n  ready"));
        assertTrue(says("re", "ad", "y"));
        assertTrue(says("already\nre", "ady\nmore"));
        assertFalse(says("ready now\n"));
        assertFalse(says("already"));
        assertFalse(says("readying\n"));
        assertFalse(says("Ready\n"));
        assertFalse(says("re ady\n"));
        assertFalse(says("rea\ndy\n"));
        assertFalse(says("read"));
        assertFalse(says(""));
        assertFalse(says("\n\n"));
    }

    private static boolean says(String... pieces) {
        Words words = new Words();
        boolean ready = false;
        for (String piece : pieces) {
            ready = words.sayReady(piece.getBytes(StandardCharsets.UTF_8));
            if (ready) {
                break;
            }
        }
        return ready;
    }

    private Task spawned() throws Exception {
        ReadyStrategy strategy = strategy(folder);
        strategy.prepare(new FakePreparation("one", 1));
        FakeReadyRun run = new FakeReadyRun("one", 1, folder);
        return Task.start("await", () -> strategy.await(run));
    }

    private static ReadyStrategy strategy(Path directory) {
        var options = new PipeReady.Options(Path.of("p.fifo"));
        return new PipeReady().create(options, new FakePlanContext("one", directory));
    }

    private boolean isPipe() throws IOException {
        return (boolean) Files.getAttribute(folder.resolve("p.fifo"), "isOther");
    }

    private static void shell(String script, Path directory) throws IOException {
        ProcessBuilder shell = new ProcessBuilder("sh", "-c", script);
        try {
            assertEquals(0, shell.directory(directory.toFile()).start().waitFor());
        } catch (InterruptedException interrupted) {
            throw new IOException("interrupted", interrupted);
        }
    }

    private static String words(Task waiting) {
        return assertInstanceOf(InterruptedException.class, waiting.failure()).getMessage();
    }
}
