package dev.reeve.supervisor.core.kernel.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reeve.supervisor.api.state.Exit;
import dev.reeve.supervisor.core.kernel.Kernel.PipeReading;
import dev.reeve.supervisor.core.kernel.SpawnRequest;
import dev.reeve.supervisor.core.kernel.Watched;
import dev.reeve.supervisor.core.time.TimeSource;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Named pipes between children and us.
class PipesTest extends LinuxKernelScene {
    private final ByteArrayOutputStream got = new ByteArrayOutputStream();

    @Test
    void whatIsWrittenArrives() throws IOException {
        Path pipe = pipe("pipe");
        try (PipeReading _ = kernel.readPipe(pipe, this::got)) {
            printing(pipe, "echo hello").ended();
            await(() -> said().equals("hello\n"));
        }
    }

    @Test
    void noLineOfTwentyThousandIsLostWhenItExitsAtOnce() throws IOException {
        Path pipe = pipe("pipe");
        try (PipeReading reading = kernel.readPipe(pipe, this::got)) {
            printing(pipe, "seq 1 20000").ended();
            reading.drain();
            var expected = new StringBuilder();
            for (int i = 1; i <= 20_000; i++) {
                expected.append(i).append('\n');
            }
            assertEquals(expected.toString(), said());
        }
    }

    @Test
    void aChildOutlivesItsReaderAndTheNextOneReadsOn() throws IOException {
        Path pipe = pipe("pipe");
        PipeReading first = kernel.readPipe(pipe, this::got);
        Watched child = printing(pipe, "i=0; while :; do i=$((i+1)); echo $i; sleep 0.02; done");
        await(() -> said().contains("3\n"));
        first.close();
        kernel.close();
        int before = said().length();
        kernel = open(TimeSource.system());
        // It goes on writing while nobody reads.
        long end = System.nanoTime() + 300_000_000L;
        await(() -> System.nanoTime() > end);
        assertNotEquals(0, state(child.child().pid()));
        assertNotEquals('Z', state(child.child().pid()));
        try (PipeReading _ = kernel.readPipe(pipe, this::got)) {
            await(() -> said().length() > before + 60);
        }
        var lines = said().split("\n");
        for (int i = 0; i < lines.length; i++) {
            assertEquals(Integer.toString(i + 1), lines[i]);
        }
        ProcessHandle.of(child.child().pid()).ifPresent(ProcessHandle::destroyForcibly);
    }

    @Test
    void aChildWaitsWhenThePipeIsFullAndLosesNothing() throws IOException {
        Path pipe = pipe("pipe");
        Watched child = printing(pipe, "head -c 300000 /dev/zero");
        await(() -> state(child.child().pid()) == 'S');
        try (PipeReading reading = kernel.readPipe(pipe, this::got)) {
            assertEquals(new Exit.Code(0), child.ended().exit());
            reading.drain();
            assertEquals(300_000, got.size());
        }
    }

    @Test
    void aHundredMegabytesComeThrough() throws IOException {
        Path pipe = pipe("pipe");
        var count = new long[1];
        try (PipeReading reading = kernel.readPipe(pipe, bytes -> count[0] += bytes.remaining())) {
            printing(pipe, "exec head -c 100000000 /dev/zero").ended();
            reading.drain();
            assertEquals(100_000_000, count[0]);
        }
    }

    @Test
    void aGrandchildPrintsOnAfterTheEnd() throws IOException {
        Path pipe = pipe("pipe");
        try (PipeReading _ = kernel.readPipe(pipe, this::got)) {
            Watched child = printing(pipe, "(sleep 0.2; echo late) & exit 0");
            child.empty();
            await(() -> said().equals("late\n"));
        }
    }

    @Test
    void twoThousandPipesTakeOneThread() throws IOException {
        long before = threads();
        var readings = new ArrayList<PipeReading>();
        for (int i = 0; i < 2000; i++) {
            readings.add(kernel.readPipe(pipe("pipe" + i), this::got));
        }
        assertTrue(threads() <= before + 1);
        printing(folder.resolve("pipe1999"), "echo last").ended();
        await(() -> said().equals("last\n"));
        readings.forEach(PipeReading::close);
    }

    @Test
    void aBugOfAListenerDoesNotEndTheReading() throws IOException {
        Path pipe = pipe("pipe");
        Path bad = pipe("bad");
        try (PipeReading _ = kernel.readPipe(pipe, this::got);
                PipeReading _ =
                        kernel.readPipe(
                                bad,
                                bytes -> {
                                    throw new IllegalStateException("a bug");
                                })) {
            printing(bad, "echo 1").ended();
            printing(pipe, "echo 2").ended();
            await(() -> said().equals("2\n"));
        }
    }

    private Path pipe(String name) throws IOException {
        Path pipe = folder.resolve(name);
        kernel.makePipe(pipe);
        return pipe;
    }

    private Watched printing(Path pipe, String script) {
        return spawn(
                new SpawnRequest(
                        List.of("/bin/sh", "-c", script),
                        folder,
                        environment,
                        settings,
                        pipe,
                        pipe));
    }

    private synchronized void got(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        got.writeBytes(copy);
    }

    private synchronized String said() {
        return got.toString(StandardCharsets.UTF_8);
    }

    /// Threads of Java; a few of the JDK's may end meanwhile.
    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !thread.getName().startsWith("junit"))
                .count();
    }
}
